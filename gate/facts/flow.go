package main

import (
	"go/ast"
	"go/token"
	"slices"
	"strings"
)

// flow is where control may go when a statement was begun: "next" (the statement after it), "leave" (out of the function),
// "return" beside it when that is by `return`, "panic" when nobody means that way, "break", "continue", "goto", also with a label
// behind a space.
type flow map[string]bool

func (f flow) add(other flow, but ...string) {
	for word := range other {
		skip := false
		for _, each := range but {
			skip = skip || word == each
		}
		if !skip {
			f[word] = true
		}
	}
}

// flowOf is what a list of statements does. depth bounds how far calls of the package's own functions are followed.
func (at place) flowOf(list []ast.Stmt, depth int) flow {
	out := flow{}
	defer func() { // what jumps inside of the list stays there
		for _, stmt := range list {
			if labelled, ok := stmt.(*ast.LabeledStmt); ok {
				delete(out, "goto "+labelled.Label.Name)
			}
		}
	}()
	for i := 0; i < len(list); i++ {
		each := at.flowOfOne(list[i], "", depth)
		if assign, ok := list[i].(*ast.AssignStmt); ok && slices.ContainsFunc(assign.Lhs, at.isFailed) {
			at.failed = nil // another error from here on
		}
		out.add(each, "next")
		if each["next"] {
			continue
		}
		next := slices.IndexFunc(list[i+1:], func(stmt ast.Stmt) bool {
			labelled, ok := stmt.(*ast.LabeledStmt)
			return ok && out["goto "+labelled.Label.Name]
		})
		if next < 0 {
			return out
		}
		i += next
	}
	out["next"] = true
	return out
}

func (at place) flowOfOne(stmt ast.Stmt, label string, depth int) flow {
	if stmt == at.skip {
		return flow{}
	}
	switch stmt := stmt.(type) {
	case *ast.ReturnStmt:
		return flow{"leave": true, "return": true}
	case *ast.BranchStmt:
		word := stmt.Tok.String()
		if stmt.Tok == token.FALLTHROUGH {
			return flow{"next": true}
		}
		if stmt.Label != nil {
			word += " " + stmt.Label.Name
		}
		return flow{word: true}
	case *ast.BlockStmt:
		return at.flowOf(stmt.List, depth)
	case *ast.LabeledStmt:
		return at.flowOfOne(stmt.Stmt, stmt.Label.Name, depth)
	case *ast.IfStmt:
		out := flow{}
		holds := at.holdsOnFailure(stmt.Cond)
		if holds != "no" {
			out = at.flowOf(stmt.Body.List, depth)
		}
		if holds == "yes" {
			return out
		}
		if stmt.Else == nil {
			out["next"] = true
		} else {
			out.add(at.flowOfOne(stmt.Else, "", depth))
		}
		return out
	case *ast.ForStmt:
		return loopFlow(at.flowOf(stmt.Body.List, depth), label, stmt.Cond != nil)
	case *ast.RangeStmt:
		return loopFlow(at.flowOf(stmt.Body.List, depth), label, true)
	case *ast.SwitchStmt:
		return at.clausesFlow(stmt.Body, label, depth)
	case *ast.TypeSwitchStmt:
		return at.clausesFlow(stmt.Body, label, depth)
	case *ast.SelectStmt:
		return at.clausesFlow(stmt.Body, label, depth)
	case *ast.ExprStmt:
		if call, ok := stmt.X.(*ast.CallExpr); ok {
			return at.flowOfCall(call, depth)
		}
	}
	return flow{"next": true}
}

func loopFlow(body flow, label string, ends bool) flow {
	out := flow{}
	out.add(body, "next", "break", "continue", "break "+label, "continue "+label)
	if ends || body["break"] || label != "" && body["break "+label] {
		out["next"] = true
	}
	return out
}

// clausesFlow is that of a switch or select.
func (at place) clausesFlow(body *ast.BlockStmt, label string, depth int) flow {
	out := flow{}
	complete := false
	for _, clause := range body.List {
		var list []ast.Stmt
		switch clause := clause.(type) {
		case *ast.CaseClause:
			list, complete = clause.Body, complete || clause.List == nil
		case *ast.CommClause:
			list, complete = clause.Body, true
		}
		each := at.flowOf(list, depth)
		out.add(each, "break", "break "+label)
		if each["break"] || label != "" && each["break "+label] {
			out["next"] = true
		}
	}
	if !complete {
		out["next"] = true
	}
	return out
}

// Functions that do not return, by import path and name.
var endings = map[string]string{
	"os": " Exit ", "runtime": " Goexit ", "log": " Fatal Fatalf Fatalln Panic Panicf Panicln ", "syscall": " Exit ",
}

// Methods of *testing.T and its like that end the goroutine.
const testEndings = " Fatal Fatalf FailNow Skip Skipf SkipNow "

// flowOfCall is about a call that ends the goroutine or the process, or is of a function of the package that always does.
func (at place) flowOfCall(call *ast.CallExpr, depth int) flow {
	goesOn, leaves, panics := flow{"next": true}, flow{"leave": true}, flow{"panic": true}
	switch fun := call.Fun.(type) {
	case *ast.Ident:
		if fun.Name == "panic" && fun.Obj == nil {
			return panics
		}
		return at.flowOfCalled(at.p.decls[fun.Name], depth)
	case *ast.SelectorExpr:
		word := " " + fun.Sel.Name + " "
		if x, ok := fun.X.(*ast.Ident); ok && x.Obj == nil && at.f.imports[x.Name] != "" {
			switch {
			case !strings.Contains(endings[at.f.imports[x.Name]], word):
				return goesOn
			case strings.HasPrefix(word, " Panic"):
				return panics
			}
			return leaves
		}
		receiver := at.typeOf(fun.X)
		if receiver.isQualified("testing", "T") || receiver.isQualified("testing", "B") || receiver.isQualified("testing", "TB") ||
			receiver.isQualified("testing", "F") {
			if strings.Contains(testEndings, word) {
				return leaves
			}
			return goesOn
		}
		if name := typeName(receiver.expr); name != "" {
			return at.flowOfCalled(at.p.decls[name+"."+fun.Sel.Name], depth)
		}
	}
	return goesOn
}

// body is the place of a function's body.
func (at place) body(decl *declared) place {
	function := decl.node.(*ast.FuncDecl)
	return place{p: at.p, f: decl.file, path: []ast.Node{decl.file.ast, function, function.Body}}
}

func (at place) flowOfCalled(decl *declared, depth int) flow {
	goesOn := flow{"next": true}
	if decl == nil || depth == 0 {
		return goesOn
	}
	function, ok := decl.node.(*ast.FuncDecl)
	if !ok || function.Body == nil {
		return goesOn
	}
	inside := at.body(decl)
	out := inside.flowOf(function.Body.List, depth-1)
	switch {
	case out["next"] || out["return"]:
		return goesOn
	case out["leave"]:
		return flow{"leave": true}
	case out["panic"]:
		return flow{"panic": true}
	}
	return goesOn
}

// callDepth is how far calls are followed to see that they do not return.
const callDepth = 2

// leavesByClause is about one clause of a select.
func (at place) leavesByClause(index int) string {
	selected := at.node().(*ast.SelectStmt)
	at.skip = selected
	clause := selected.Body.List[index].(*ast.CommClause)
	body := at.flowOf(clause.Body, callDepth)
	label := at.labelOf(len(at.path) - 1)
	after := flow{}
	after.add(body, "break", "break "+label)
	if body["break"] || label != "" && body["break "+label] {
		after["next"] = true
	}
	leaves := at.upwards(after, len(at.path)-1, 3)
	if assign, ok := clause.Comm.(*ast.AssignStmt); ok && leaves == may && at.leavesIfClosed(assign, clause.Body) {
		return whenClosed
	}
	if leaves == may && at.endsCondition(clause.Body, true) {
		return always
	}
	return leaves
}

// leavesByRange: the loop ends when the channel is closed, and by what its body does.
func (at place) leavesByRange() string {
	loop := at.node().(*ast.RangeStmt)
	at.skip = loop
	body := loopFlow(at.flowOf(loop.Body.List, callDepth), at.labelOf(len(at.path)-1), false)
	if kind := at.channel(loop.X).Kind; kind == "ticker" || kind == "tick" || kind == "timer" || kind == "after" {
		if at.upwards(body, len(at.path)-1, 3) == never {
			return never // nobody closes such a channel
		}
		return may
	}
	closed := at.upwards(flow{"next": true}, len(at.path)-1, 3)
	if closed == never && at.upwards(body, len(at.path)-1, 3) == never {
		return never
	}
	if closed == always {
		return whenClosed
	}
	return may
}

// leavesAfter is about the statements after the place, when its own statement is done.
func (at place) leavesAfter() string {
	stmt, index := at.statement()
	if stmt == nil {
		return may
	}
	at.skip = stmt
	rest := at.following(index)
	after := flow{"next": true}
	if head, inHead := at.path[index-1].(*ast.IfStmt); inHead && head.Body != stmt && head.Else != stmt {
		index, rest = index-1, []ast.Stmt{&ast.IfStmt{Cond: head.Cond, Body: head.Body, Else: head.Else}}
		after = at.flowOf(rest, callDepth)
	}
	switch stmt.(type) {
	case *ast.IfStmt, *ast.SwitchStmt, *ast.TypeSwitchStmt, *ast.ReturnStmt, *ast.ExprStmt:
		after = place{p: at.p, f: at.f, path: at.path}.flowOfOne(stmt, "", callDepth)
	}
	leaves := at.upwards(after, index, 3)
	if assign, ok := stmt.(*ast.AssignStmt); ok && leaves == may && at.leavesIfClosed(assign, rest) {
		return whenClosed
	}
	return leaves
}

// leavesIfClosed: `v, ok := <-ch`, and after it, on all paths, `if !ok` that leaves.
func (at place) leavesIfClosed(assign *ast.AssignStmt, rest []ast.Stmt) bool {
	if len(assign.Lhs) != 2 {
		return false
	}
	ok, named := assign.Lhs[1].(*ast.Ident)
	for named && len(rest) > 1 && !mentions(rest[0], ok.Name) && at.onlyGoesOn(rest[0]) {
		rest = rest[1:]
	}
	if !named || len(rest) == 0 {
		return false
	}
	check, is := rest[0].(*ast.IfStmt)
	if !is {
		return false
	}
	closed := check.Body.List
	switch cond := ast.Unparen(check.Cond).(type) {
	case *ast.UnaryExpr:
		if cond.Op != token.NOT || !isNamed(cond.X, ok.Name) {
			return false
		}
	case *ast.Ident:
		block, hasElse := check.Else.(*ast.BlockStmt)
		if cond.Name != ok.Name || !hasElse {
			return false
		}
		closed = block.List
	default:
		return false
	}
	// Whether it leaves by itself, or by leaving the loops around it, is seen by the caller, who saw that some path does.
	return !at.flowOf(closed, callDepth)["next"] && !at.flowOf(closed, callDepth)["continue"] || at.endsCondition(closed, false)
}

func (at place) onlyGoesOn(stmt ast.Stmt) bool {
	ways := at.flowOfOne(stmt, "", callDepth)
	return len(ways) == 1 && ways["next"]
}

func mentions(stmt ast.Stmt, name string) bool {
	found := false
	ast.Inspect(stmt, func(node ast.Node) bool {
		ident, ok := node.(*ast.Ident)
		found = found || ok && ident.Name == name
		return !found
	})
	return found
}

func isNamed(expr ast.Expr, name string) bool {
	ident, ok := ast.Unparen(expr).(*ast.Ident)
	return ok && ident.Name == name
}

// labelOf is the label of the statement at that index of the path, or empty.
func (at place) labelOf(index int) string {
	if index > 0 {
		if labelled, ok := at.path[index-1].(*ast.LabeledStmt); ok {
			return labelled.Label.Name
		}
	}
	return ""
}

// following are the statements after the one at that index, in its block.
func (at place) following(index int) []ast.Stmt {
	var list []ast.Stmt
	switch around := at.path[index-1].(type) {
	case *ast.BlockStmt:
		list = around.List
	case *ast.CaseClause:
		list = around.Body
	case *ast.CommClause:
		list = around.Body
	}
	for i, stmt := range list {
		if stmt == at.path[index] {
			return list[i+1:]
		}
	}
	return nil
}

// upwards follows control from the statement at that index, which has come to an end as `after` says, out to the end of the
// function. Where it comes back to a loop without a condition it may be met there again; gotos is how many jumps are followed.
func (at place) upwards(after flow, index, gotos int) string {
	_, begin := at.function()
	leaves, again := after["leave"], false
	for ; index > begin+1; index-- {
		if after["next"] {
			rest := at.flowOf(at.following(index), callDepth)
			after.remove("next")
			after.add(rest)
		}
		leaves = leaves || after["leave"]
		label := at.labelOf(index - 1)
		switch around := at.path[index-1].(type) {
		case *ast.ForStmt:
			again = at.comeBack(after, around.Body, label) || again
			leaves = leaves || after["leave"]
			after = aroundLoop(after, label, around.Cond != nil && at.mayChange(around))
		case *ast.RangeStmt:
			again = at.comeBack(after, around.Body, label) || again
			leaves = leaves || after["leave"]
			after = aroundLoop(after, label, true)
		case *ast.SwitchStmt, *ast.TypeSwitchStmt, *ast.SelectStmt:
			if after["break"] || label != "" && after["break "+label] {
				after.remove("break", "break "+label)
				after["next"] = true
			}
		}
	}
	for word := range after {
		leaves = leaves || word == "next"
		if label, jumps := strings.CutPrefix(word, "goto "); jumps {
			jumped := at.afterJump(label, gotos)
			leaves, again = leaves || jumped != never, again || jumped != always
		}
	}
	switch {
	case leaves && again:
		return may
	case leaves, after["panic"] && !again: // a panic is an end where there is no other way
		return always
	}
	return never
}

// comeBack adds what the body of a loop does before the place is met again; false where control does not come to the loop's begin.
func (at place) comeBack(after flow, body *ast.BlockStmt, label string) bool {
	if !comesBack(after, label) {
		return false
	}
	after.add(at.flowOf(body.List, callDepth), "next", "panic")
	return true
}

func comesBack(after flow, label string) bool {
	return after["next"] || after["continue"] || label != "" && after["continue "+label]
}

// afterJump is what becomes of the function from a label on.
func (at place) afterJump(label string, gotos int) string {
	body, begin := at.function()
	result := may
	walk(body, func(node ast.Node, path []ast.Node) bool {
		labelled, ok := node.(*ast.LabeledStmt)
		if ok && labelled.Label.Name == label && gotos > 0 {
			target := place{p: at.p, f: at.f, path: slices.Concat(at.path[:begin+1], path), skip: at.skip}
			result = target.upwards(target.flowOfOne(labelled, "", callDepth), len(target.path)-1, gotos-1)
		}
		_, closure := node.(*ast.FuncLit)
		return !closure
	})
	return result
}

// mayChange tells that the condition of a loop is one: `for true` and `for 1 < 2` are none.
func (at place) mayChange(loop *ast.ForStmt) bool {
	changes := false
	ast.Inspect(loop.Cond, func(node ast.Node) bool {
		if ident, ok := node.(*ast.Ident); ok && ident.Name != "true" {
			changes = true
		}
		return true
	})
	return changes
}

func aroundLoop(after flow, label string, ends bool) flow {
	again := comesBack(after, label)
	out := flow{}
	out.add(after, "next", "break", "continue", "break "+label, "continue "+label)
	if again && ends || after["break"] || label != "" && after["break "+label] {
		out["next"] = true
	}
	return out
}

func (f flow) remove(words ...string) {
	for _, word := range words {
		delete(f, word)
	}
}
