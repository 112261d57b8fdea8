package main

import (
	"go/ast"
	"go/token"
	"slices"
)

// mostLines of a `select` are shown.
const mostLines = 80

// place is a statement with all that it lies in, the outermost first: the file, its declaration, blocks, loops.
type place struct {
	p       *pkg
	f       *file
	path    []ast.Node // up to and with the node itself
	started []string   // the file, or its end, and the line of the go statement that started the goroutine there
	skip    ast.Stmt   // where control comes back to the place itself: what it does then is not looked at again
	// The variable of an error that is not nil on the way, or nil: see failure.
	failed *ast.Object
	spins  bool // a goroutine was met in that loop that never waits: see spinning
}

func (at place) node() ast.Node { return at.path[len(at.path)-1] }

// function is the body of the innermost function, and where it begins in the path.
func (at place) function() (body *ast.BlockStmt, begin int) {
	for i := len(at.path) - 1; i >= 0; i-- {
		switch node := at.path[i].(type) {
		case *ast.FuncLit:
			return node.Body, i
		case *ast.FuncDecl:
			return node.Body, i
		}
	}
	return nil, 0
}

// declaration is the function that is declared around the place, or nil.
func (at place) declaration() *ast.FuncDecl {
	for _, node := range at.path {
		if decl, ok := node.(*ast.FuncDecl); ok {
			return decl
		}
	}
	return nil
}

// statement is the innermost statement at or around the node, and its index in the path.
func (at place) statement() (ast.Stmt, int) {
	_, begin := at.function()
	for i := len(at.path) - 1; i > begin; i-- {
		if _, clause := at.path[i].(*ast.CommClause); clause {
			continue
		}
		if stmt, ok := at.path[i].(ast.Stmt); ok {
			return stmt, i
		}
	}
	return nil, 0
}

func (f folders) answer(query Query) Facts {
	p, file := f.find(query.File)
	if file == nil {
		return Facts{}
	}
	if query.Wait == "end" {
		return Facts{Statement: query.Wait, Ending: f.ending(query)}
	}
	if query.Wait == "scope" {
		return Facts{Statement: query.Wait, Ending: f.inScope(query)}
	}
	if query.Wait == "close" {
		return Facts{Statement: query.Wait, Ending: f.closing(query)}
	}
	if query.Wait == "owner" {
		return Facts{Statement: query.Wait, Ending: p.ownClose(query)}
	}
	if query.Wait == "guard" {
		return Facts{Statement: query.Wait, Ending: f.guard(query)}
	}
	if query.Wait == "lost" {
		return Facts{Statement: query.Wait, Ending: f.lost(query)}
	}
	if query.Wait == "untouched" {
		return Facts{Statement: query.Wait, Ending: f.untouched(query)}
	}
	if query.Wait == "dropped" {
		return Facts{Statement: query.Wait, Ending: f.dropped(query)}
	}
	if query.Wait == "held" {
		return Facts{Statement: query.Wait, Ending: f.held(query)}
	}
	if query.Wait == "counts" {
		return Facts{Statement: query.Wait, Ending: f.uncounted(query)}
	}
	if query.Wait == "loop" {
		return Facts{Statement: query.Wait, Failure: f.spinning(query)}
	}
	if query.Wait == "context" {
		return Facts{Statement: query.Wait, Context: f.contextArg(query)}
	}
	if query.Wait == "led" {
		return Facts{Statement: query.Wait, Cases: f.led(query)}
	}
	if query.Wait == "keep" {
		return Facts{Statement: query.Wait, Keeping: f.keeping(query)}
	}
	if query.Wait == "allow" {
		return allowed(file.path, file.source, query.Line)
	}
	if query.Wait == "functions" {
		return p.functions(file)
	}
	if query.Wait == "callers" {
		return p.callersOf(query.About)
	}
	if query.Wait == "once" {
		return p.onceAt(file, query)
	}
	if query.Wait == "pipe" {
		return Facts{Statement: query.Wait, Ending: f.pipeEnd(query)}
	}
	if query.Wait == "hidden" {
		return Facts{Statement: query.Wait, Ending: f.hidden(query)}
	}
	if query.Wait == "looks" {
		return looksAt(p, file, query)
	}
	at, kind := findPlace(p, file, query)
	facts := Facts{Kind: kind}
	if len(at.path) == 0 {
		return facts
	}
	if decl := at.declaration(); decl != nil {
		facts.Function = declaredName(decl)
	}
	facts.LoopLine = at.outermostLoop()
	facts.Statement = at.shown()
	if kind != "" {
		facts.Cases = at.cases(kind)
	}
	if kind == "call" {
		facts.Failure = at.failure()
	} else if send, ok := at.node().(*ast.SendStmt); ok && query.Wait == "call" {
		facts.Failure = at.sendOfFailure(send)
	}
	return facts
}

// walk hands over each node of root with all that it lies in, up to and with the node itself; where visit says no, what lies in
// the node is left out. The path is good until visit returns.
func walk(root ast.Node, visit func(node ast.Node, path []ast.Node) bool) {
	var path []ast.Node
	ast.Inspect(root, func(node ast.Node) bool {
		if node != nil {
			path = append(path, node)
		}
		if node != nil && visit(node, path) {
			return true
		}
		path = path[:len(path)-1]
		return false
	})
}

// findPlace looks for what blocks on that line. Where several things of the kind stand there, nobody knows which it is: then
// the kind is empty and the place the statement of the line.
func findPlace(p *pkg, f *file, query Query) (place, string) {
	var found []place
	var kinds []string
	var innermost, around place
	walk(f.ast, func(node ast.Node, path []ast.Node) bool {
		if !p.onLines(node, query.Line) {
			return false
		}
		at := place{p: p, f: f, path: slices.Clone(path), started: query.About}
		if kind := blockedBy(p, node, query); kind != "" {
			found, kinds = append(found, at), append(kinds, kind)
		}
		if _, ok := node.(ast.Stmt); ok {
			innermost = at
		}
		if block, ok := node.(*ast.BlockStmt); ok && p.line(block.Lbrace) < query.Line && query.Line < p.line(block.Rbrace) {
			around = place{} // what is inside says more
		} else if _, isIf := node.(*ast.IfStmt); isCall(node) && !isIf {
			around = at
		}
		return true
	})
	if len(found) == 2 && query.Wait == "call" {
		if _, isIf := found[0].node().(*ast.IfStmt); isIf && found[1].isHeadOf(found[0]) {
			return found[1], "call" // `if _, err := conn.Read(buf); err != nil {`
		}
	}
	if len(found) == 1 {
		return found[0], kinds[0]
	}
	if len(found) == 0 && query.Wait == "call" && len(around.path) > 0 {
		return around, "call" // one of several lines
	}
	return innermost, ""
}

// isHeadOf tells of the first part of an `if`: what stands before its condition.
func (at place) isHeadOf(outer place) bool {
	head, ok := outer.node().(*ast.IfStmt)
	return ok && head.Init == at.node()
}

func (p *pkg) line(pos token.Pos) int { return p.fset.Position(pos).Line }

func (p *pkg) onLines(node ast.Node, line int) bool {
	if node.Pos() == token.NoPos {
		return false
	}
	return p.line(node.Pos()) <= line && line <= p.line(node.End())
}

// blockedBy tells what of the kind that the query asks for the node is. A select with one case is compiled to that case.
func blockedBy(p *pkg, node ast.Node, query Query) string {
	switch node := node.(type) {
	case *ast.SelectStmt:
		alone := len(node.Body.List) == 1 && query.Wait != "call"
		if (query.Wait == "select" || alone) && p.line(node.Pos()) == query.Line {
			return "select"
		}
	case *ast.SendStmt:
		if query.Wait == "send" && (p.line(node.Arrow) == query.Line || p.line(node.Pos()) == query.Line) {
			return "send"
		}
	case *ast.UnaryExpr:
		if query.Wait == "receive" && node.Op == token.ARROW && p.line(node.Pos()) == query.Line {
			return "receive"
		}
	case *ast.RangeStmt:
		if query.Wait == "receive" && p.line(node.Pos()) == query.Line && node.Value == nil {
			return "range"
		}
	}
	if isCall(node) && query.Wait == "call" && p.line(node.Pos()) == query.Line {
		return "call"
	}
	return ""
}

// isCall tells of statements that may call something in what stands on their lines; of an `if` in its head.
func isCall(node ast.Node) bool {
	switch node.(type) {
	case *ast.ExprStmt, *ast.AssignStmt, *ast.ReturnStmt, *ast.DeferStmt, *ast.IfStmt, *ast.DeclStmt:
		return true
	}
	return false
}

// outermostLoop is the line of the outermost loop around the place in its function, or 0.
func (at place) outermostLoop() int {
	_, begin := at.function()
	for _, node := range at.path[begin+1:] {
		switch node.(type) {
		case *ast.ForStmt, *ast.RangeStmt:
			return at.p.line(node.Pos())
		}
	}
	return 0
}

// shown is the text of the statement: all of a `select`, the head of other statements with a body.
func (at place) shown() string {
	stmt, _ := at.statement()
	if stmt == nil {
		return ""
	}
	end := stmt.End()
	ast.Inspect(stmt, func(node ast.Node) bool {
		if body, ok := node.(*ast.BlockStmt); ok && at.isHead(stmt) {
			end = min(end, body.Lbrace+1)
		}
		return true
	})
	lines := at.p.lines(at.f, stmt.Pos(), end)
	lines = lines[:min(len(lines), mostLines)]
	text := ""
	for i, line := range lines {
		if i > 0 {
			text += "\n"
		}
		text += line
	}
	return text
}

func (at place) isHead(stmt ast.Stmt) bool {
	switch stmt.(type) {
	case *ast.ForStmt, *ast.RangeStmt, *ast.IfStmt, *ast.SwitchStmt, *ast.TypeSwitchStmt, *ast.BlockStmt:
		return true
	}
	return false
}

// cases are the ways on from a place.
func (at place) cases(kind string) []Case {
	switch node := at.node().(type) {
	case *ast.SelectStmt:
		var cases []Case
		for i, clause := range node.Body.List {
			clause := clause.(*ast.CommClause)
			each := at.communication(clause.Comm)
			each.Line = at.p.line(clause.Pos())
			each.Leaves = at.leavesByClause(i)
			if receive, ok := received(clause.Comm); ok && at.outermostLoop() != 0 {
				switch each.Leaves {
				case always:
					each.Channel.Sent = at.sentOn(receive)
				case may:
					each.Channel.Sent = at.sentToLeave(receive, clause.Body)
				}
			}
			cases = append(cases, each)
		}
		return cases
	case *ast.RangeStmt:
		each := Case{Op: "receive", Line: at.p.line(node.Pos()), Text: "range " + at.p.text(at.f, node.X), Binds: node.Key != nil}
		each.Channel = at.channel(node.X)
		each.Leaves = at.leavesByRange()
		each.ByBody = at.leavesByBody(node)
		if each.ByBody {
			each.Channel.Sent = at.sentToLeave(node.X, node.Body.List)
		}
		return []Case{each}
	default:
		stmt, _ := at.statement()
		each := Case{Op: "call", Line: at.p.line(node.Pos())}
		if kind == "call" {
			each.Channel.Closed = at.withOwners(at.closesIn(node))
		}
		if kind != "call" {
			each = at.communication(at.operation(stmt))
			each.Line = at.p.line(node.Pos())
		}
		each.Leaves = at.leavesAfter()
		if kind == "receive" && each.Leaves != never {
			each.Channel.Sent, each.Channel.Given = at.sendsTo(stmt)
		}
		if send, ok := node.(*ast.SendStmt); ok && each.Leaves != never {
			each.Channel.Given = at.takenByTests(send)
		}
		return []Case{each}
	}
}

// received is the channel from which a case receives.
func received(stmt ast.Stmt) (ast.Expr, bool) {
	var expr ast.Expr
	switch stmt := stmt.(type) {
	case *ast.AssignStmt:
		expr = stmt.Rhs[0]
	case *ast.ExprStmt:
		expr = stmt.X
	}
	unary, ok := ast.Unparen(expr).(*ast.UnaryExpr)
	if !ok || unary.Op != token.ARROW {
		return nil, false
	}
	return unary.X, true
}

// sentOn are the places at which the package sends on a channel, under the names that it is known by (closingsUnder).
func (at place) sentOn(channel ast.Expr) []Closing {
	return at.withOwners(notedUnder(at.p.sends, at.namesOfChannel(channel)))
}

func (at place) namesOfChannel(channel ast.Expr) []channelKey {
	at.p.collect()
	return at.p.namesOf([]channelKey{at.p.origin(at.key(channel)), at.contextKey(channel, 4)})
}

// operation is the statement that the blocked operation makes up, or the operation alone where it is a part of a statement.
func (at place) operation(stmt ast.Stmt) ast.Stmt {
	switch stmt := stmt.(type) {
	case *ast.SendStmt:
		return stmt
	case *ast.AssignStmt:
		if len(stmt.Rhs) == 1 && stmt.Rhs[0] == at.node() {
			return stmt
		}
	}
	return &ast.ExprStmt{X: at.node().(ast.Expr)}
}

// communication is what a statement sends or receives; nil is `default`.
func (at place) communication(stmt ast.Stmt) Case {
	switch stmt := stmt.(type) {
	case nil:
		return Case{Op: "default", Text: "default"}
	case *ast.SendStmt:
		each := Case{Op: "send", Text: at.p.text(at.f, stmt), Channel: at.channel(stmt.Chan)}
		if each.Channel.Element == "" && isEmptyStruct(stmt.Value) {
			each.Channel.Element = "struct{}"
		}
		if key := at.key(stmt.Chan); key.known() && each.Channel.Element == "struct{}" {
			each.Channel.Received, each.Channel.ReceivedElsewhere = at.received(key)
		}
		return each
	case *ast.AssignStmt:
		each := at.receive(stmt.Rhs[0], at.p.text(at.f, stmt), bindsValue(stmt))
		each.Asks = len(stmt.Lhs) == 2 && !isNamed(stmt.Lhs[1], "_")
		return each
	case *ast.ExprStmt:
		return at.receive(stmt.X, at.p.text(at.f, stmt), false)
	}
	return Case{}
}

func (at place) receive(expr ast.Expr, text string, binds bool) Case {
	each := Case{Op: "receive", Text: text, Binds: binds}
	if unary, ok := ast.Unparen(expr).(*ast.UnaryExpr); ok && unary.Op == token.ARROW {
		each.Channel = at.channel(unary.X)
	}
	return each
}

func bindsValue(assign *ast.AssignStmt) bool {
	ident, ok := assign.Lhs[0].(*ast.Ident)
	return !ok || ident.Name != "_"
}

// isEmptyStruct tells that the value is `struct{}{}`.
func isEmptyStruct(expr ast.Expr) bool {
	literal, ok := expr.(*ast.CompositeLit)
	if !ok {
		return false
	}
	structure, ok := literal.Type.(*ast.StructType)
	return ok && len(structure.Fields.List) == 0
}
