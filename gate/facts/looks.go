package main

import (
	"go/ast"
	"go/token"
	"slices"
	"strings"
)

// mostAsked are the variables and functions through which a condition is followed.
const mostAsked = 4

// flagSet is what a function sets a variable or field to.
type flagSet struct {
	closing Closing
	value   ast.Expr
	at      place // the declaration around
	node    ast.Node
}

// looksAt answers for a call, else for a receive.
func looksAt(p *pkg, f *file, query Query) Facts {
	for _, query.Wait = range []string{"receive", "call"} {
		if at, kind := findPlace(p, f, query); kind != "" {
			return Facts{Kind: "select", Statement: "looks", Cases: at.looks()}
		}
	}
	return Facts{}
}

// looks are what the loops around a place ask for between its waits, where a way out of the function depends on it: channels and
// contexts as other cases have them, and flags (op "default"), of which Closed tells what sets them so that the loop is left. Of
// a wait for a condition only what also signals it; NeverClosed tells that something sets the flag, and nothing of that signals.
func (at place) looks() []Case {
	_, begin := at.function()
	for i := begin + 1; i < len(at.path); i++ {
		around, out := at.upTo(i), []Case(nil)
		switch loop := at.path[i].(type) {
		case *ast.ForStmt:
			out = append(around.conditionOf(loop), around.looksIn(loop.Body)...)
		case *ast.RangeStmt:
			out = around.looksIn(loop.Body)
		default:
			continue
		}
		return at.signalled(out)
	}
	return nil
}

// conditionOf is what the condition of a loop asks for, behind which the function ends.
func (at place) conditionOf(loop *ast.ForStmt) []Case {
	if loop.Cond == nil || at.upwards(flow{"next": true}, len(at.path)-1, 3) != always {
		return nil
	}
	out := at.askedFor(loop.Cond, false, mostAsked)
	for i := range out {
		out[i].Counted = isCounted(loop) && len(out) == 1
	}
	return out
}

// signalled keeps, of what a wait for a condition looks at, what also wakes it.
func (at place) signalled(cases []Case) []Case {
	on := at.condition()
	if on == nil {
		return cases
	}
	var wake []string
	for _, signal := range at.p.signals[at.key(on)] {
		for _, owner := range at.p.ownersOf(signal.Function) {
			wake = append(wake, owner.Function)
		}
	}
	wakes := func(closing Closing) bool {
		return slices.ContainsFunc(closing.Owners, func(owner Owner) bool { return slices.Contains(wake, owner.Function) })
	}
	for i := range cases {
		channel := &cases[i].Channel
		for _, calls := range []*[]Closing{&channel.Closed, &channel.Cancelled} {
			if len(*calls) > 0 && !slices.ContainsFunc(*calls, wakes) {
				channel.NeverClosed = true
				continue
			}
			*calls = slices.DeleteFunc(*calls, func(closing Closing) bool { return !wakes(closing) })
		}
	}
	return cases
}

// condition is the sync.Cond whose Wait the place calls, or nil.
func (at place) condition() ast.Expr {
	stmt, ok := at.node().(*ast.ExprStmt)
	if !ok {
		return nil
	}
	call, ok := stmt.X.(*ast.CallExpr)
	if !ok || len(call.Args) > 0 {
		return nil
	}
	fun, ok := call.Fun.(*ast.SelectorExpr)
	if !ok || fun.Sel.Name != "Wait" || !at.typeOf(fun.X).isQualified("sync", "Cond") || !at.key(fun.X).known() {
		return nil
	}
	return fun.X
}

func (at place) upTo(index int) place {
	return place{p: at.p, f: at.f, path: slices.Clone(at.path[:index+1])}
}

// looksIn goes through the body of a loop.
func (at place) looksIn(body *ast.BlockStmt) []Case {
	var out []Case
	walk(body, func(node ast.Node, path []ast.Node) bool {
		inside := place{p: at.p, f: at.f, path: slices.Concat(at.path, path)}
		switch node := node.(type) {
		case *ast.FuncLit:
			return false
		case *ast.SelectStmt:
			out = append(out, inside.polled(node)...)
		case *ast.IfStmt:
			if inside.isLeftBy(node.Body) {
				out = append(out, inside.askedFor(node.Cond, true, mostAsked)...)
			} else if other, ok := node.Else.(*ast.BlockStmt); ok && inside.isLeftBy(other) {
				out = append(out, inside.askedFor(node.Cond, false, mostAsked)...)
			}
		case *ast.ForStmt:
			out = append(out, inside.conditionOf(node)...)
		}
		return true
	})
	return out
}

// isLeftBy tells that the function is left whenever control comes to that block of the place.
func (at place) isLeftBy(block *ast.BlockStmt) bool {
	ways := at.flowOf(block.List, callDepth)
	return !ways["next"] && !ways["continue"] && at.upwards(ways, len(at.path)-1, 3) == always
}

// polled are the cases of a select by which the function is left.
func (at place) polled(node *ast.SelectStmt) []Case {
	var out []Case
	for i, clause := range node.Body.List {
		comm := clause.(*ast.CommClause).Comm
		if _, receives := received(comm); receives && at.leavesByClause(i) == always {
			each := at.communication(comm)
			each.Line, each.Leaves = at.p.line(clause.Pos()), always
			out = append(out, each)
		}
	}
	return out
}

// askedFor are the flags and contexts that a condition asks for, to be as `want` says.
func (at place) askedFor(cond ast.Expr, want bool, depth int) []Case {
	if depth == 0 {
		return nil
	}
	switch cond := ast.Unparen(cond).(type) {
	case *ast.UnaryExpr:
		if cond.Op == token.NOT {
			return at.askedFor(cond.X, !want, depth)
		}
	case *ast.BinaryExpr:
		switch cond.Op {
		case token.LOR, token.LAND:
			return append(at.askedFor(cond.X, want, depth), at.askedFor(cond.Y, want, depth)...)
		case token.EQL, token.NEQ:
			return at.compared(cond, want)
		}
	case *ast.Ident:
		if value := at.definition(cond); value != nil && cond.Obj != nil && !at.isAssigned(cond.Obj) {
			return at.askedFor(value, want, depth-1)
		}
		return at.flag(cond, cond, want)
	case *ast.SelectorExpr:
		return at.flag(cond, cond, want)
	case *ast.CallExpr:
		if on := loaded(cond); on != nil {
			return at.flag(on, cond, want)
		}
		if inside, result := at.onlyResult(cond); result != nil {
			if deep := inside.askedFor(result, want, depth-1); len(deep) > 0 {
				for i := range deep {
					deep[i].Line = at.p.line(cond.Pos())
				}
				return deep
			}
		}
	}
	return []Case{at.look(cond, want)}
}

// look is a condition that has to hold, or not to.
func (at place) look(cond ast.Expr, want bool) Case {
	text := at.p.text(at.f, cond)
	if _, isBinary := ast.Unparen(cond).(*ast.BinaryExpr); isBinary && !want {
		text = "!(" + text + ")"
	} else if !want {
		text = "!" + text
	}
	return Case{Op: "default", Line: at.p.line(cond.Pos()), Text: text, Leaves: always}
}

func (at place) isAssigned(object *ast.Object) bool {
	at.p.collect()
	return len(at.p.sets[channelKey{object: object}]) > 0
}

// compared is about `x == y` and `x != y`.
func (at place) compared(cond *ast.BinaryExpr, want bool) []Case {
	equal := want == (cond.Op == token.EQL)
	call, isCall := ast.Unparen(cond.X).(*ast.CallExpr)
	if isCall && !equal && isNamed(cond.Y, "nil") {
		if fun, ok := call.Fun.(*ast.SelectorExpr); ok && fun.Sel.Name == "Err" && at.isContext(at.typeOf(fun.X), 3) {
			return []Case{at.contextLook(fun.X, cond)}
		}
	}
	expr := cond.X
	if isCall {
		expr = loaded(call)
	}
	if isNamed(cond.X, "err") {
		return nil // a failure, which nobody brings about
	}
	return at.flagIs(expr, at.look(cond, want), func(set flagSet) bool {
		return (set.at.p.text(set.at.f, set.value) == at.p.text(at.f, cond.Y)) == equal
	})
}

func (at place) contextLook(context ast.Expr, cond ast.Expr) Case {
	given := at.contextOf(context)
	return Case{Op: "receive", Line: at.p.line(cond.Pos()), Text: at.p.text(at.f, cond), Leaves: always, Channel: Channel{
		Expr: at.p.text(at.f, context), Kind: "context", Cancelled: at.withOwners(at.cancels(context)),
		Handed: given != nil && given.Kind == "handed",
	}}
}

// loaded is what an atomic call reads: `x.Load()`, `atomic.LoadInt32(&x)`.
func loaded(call *ast.CallExpr) ast.Expr {
	fun, ok := call.Fun.(*ast.SelectorExpr)
	switch {
	case !ok:
	case fun.Sel.Name == "Load" && len(call.Args) == 0:
		return fun.X
	case isNamed(fun.X, "atomic") && strings.HasPrefix(fun.Sel.Name, "Load") && len(call.Args) == 1:
		return pointed(call.Args[0])
	}
	return nil
}

// pointed is x of `&x`.
func pointed(expr ast.Expr) ast.Expr {
	if unary, ok := expr.(*ast.UnaryExpr); ok && unary.Op == token.AND {
		return unary.X
	}
	return nil
}

func (at place) flag(expr, cond ast.Expr, want bool) []Case {
	word := "false"
	if want {
		word = "true"
	}
	return at.flagIs(expr, at.look(cond, want), func(set flagSet) bool { return isNamed(set.value, word) })
}

// flagIs is the look at a variable or field that functions of the package set so that it fits.
func (at place) flagIs(expr ast.Expr, each Case, fits func(set flagSet) bool) []Case {
	at.p.collect()
	if expr == nil || !at.key(expr).known() {
		return []Case{each}
	}
	each.Channel.Expr = at.p.text(at.f, expr)
	for _, set := range at.p.sets[at.key(expr)] {
		if fits(set) && set.isSure(expr) {
			each.Channel.Closed = append(each.Channel.Closed, set.closing)
		}
	}
	each.Channel.Closed = at.withOwners(each.Channel.Closed)
	return []Case{each}
}

// isSure tells that the function sets it whenever it is called, or whenever it is not set yet: no other condition is asked.
func (set flagSet) isSure(expr ast.Expr) bool {
	name := lastWord(expr)
	sure := true
	walk(set.at.node(), func(node ast.Node, path []ast.Node) bool {
		if node == set.node {
			sure = !slices.ContainsFunc(path, func(around ast.Node) bool { return asksElse(around, set.node, name) })
		}
		return true
	})
	return sure
}

// lastWord is `closed` of `s.state.closed`.
func lastWord(expr ast.Expr) string {
	switch expr := ast.Unparen(expr).(type) {
	case *ast.Ident:
		return expr.Name
	case *ast.SelectorExpr:
		return expr.Sel.Name
	}
	return ""
}

// asksElse tells of what stands around a node that it asks for something else than the variable of that name.
func asksElse(around, node ast.Node, name string) bool {
	switch around := around.(type) {
	case *ast.ForStmt, *ast.RangeStmt, *ast.CaseClause, *ast.CommClause:
		return true
	case *ast.IfStmt:
		inHead := around.Cond.Pos() <= node.Pos() && node.End() <= around.Cond.End()
		return !inHead && !asksOnly(around.Cond, name)
	}
	return false
}

// asksOnly tells of a condition that each part of it is about that name.
func asksOnly(cond ast.Expr, name string) bool {
	if binary, ok := ast.Unparen(cond).(*ast.BinaryExpr); ok && (binary.Op == token.LAND || binary.Op == token.LOR) {
		return asksOnly(binary.X, name) && asksOnly(binary.Y, name)
	}
	return mentions(&ast.ExprStmt{X: cond}, name)
}

func (at place) collectSets(assign *ast.AssignStmt, decl ast.Decl, calls marks) {
	if assign.Tok != token.ASSIGN || len(assign.Lhs) != len(assign.Rhs) {
		return
	}
	for i, left := range assign.Lhs {
		at.collectSet(left, assign.Rhs[i], assign, decl, calls)
	}
}

// collectSet notes what a variable or field is set to by a plain value.
func (at place) collectSet(left, value ast.Expr, node ast.Node, decl ast.Decl, calls marks) {
	switch value := ast.Unparen(value).(type) {
	case *ast.BasicLit, *ast.SelectorExpr:
	case *ast.Ident:
		if value.Obj != nil && value.Obj.Kind == ast.Var {
			return
		}
	default:
		return
	}
	if left == nil {
		return
	}
	noted := map[channelKey][]Closing{}
	at.note(noted, left, node, decl, calls)
	for key, closings := range noted {
		for _, closing := range closings {
			at.p.sets[key] = append(at.p.sets[key], flagSet{closing, value, at, node})
		}
	}
}

// collectStore notes `x.Store(true)`, `atomic.StoreInt32(&x, 1)` and the like; and who signals a condition.
func (at place) collectStore(call *ast.CallExpr, decl ast.Decl, calls marks) {
	fun, ok := call.Fun.(*ast.SelectorExpr)
	if !ok {
		return
	}
	if (fun.Sel.Name == "Signal" || fun.Sel.Name == "Broadcast") && len(call.Args) == 0 {
		at.note(at.p.signals, fun.X, call, decl, calls)
	}
	n := len(call.Args)
	name := fun.Sel.Name
	if isNamed(fun.X, "atomic") && n > 1 {
		if strings.HasPrefix(name, "Store") || strings.HasPrefix(name, "Swap") || strings.HasPrefix(name, "CompareAndSwap") {
			at.collectSet(pointed(call.Args[0]), call.Args[n-1], call, decl, calls)
		}
		return
	}
	if name == "Store" && n == 1 || name == "Swap" && n == 1 || name == "CompareAndSwap" && n == 2 {
		at.collectSet(fun.X, call.Args[n-1], call, decl, calls)
	}
}
