package main

import (
	"go/ast"
	"slices"
)

// leaving is how the function is left where the call at the place fails, and what it sends before.
func (at place) leaving(index int) *Failure {
	out := &Failure{Kind: at.howItLeaves(index)}
	behind := at.following(index)
	if head, ok := at.path[index-1].(*ast.IfStmt); ok {
		behind = []ast.Stmt{head}
	}
	if send := at.sendAfter(behind); send != nil && out.Kind == "leaves" && isTestFile(at.f) {
		if kind := at.howItSends(send); kind != "" {
			return &Failure{Kind: kind, Line: at.p.line(send.Pos())}
		}
	}
	return out
}

// sendOfFailure is what becomes of `errs <- server.Serve(l)` when the server is closed.
func (at place) sendOfFailure(send *ast.SendStmt) *Failure {
	_, isCall := ast.Unparen(send.Value).(*ast.CallExpr)
	if at.outermostLoop() != 0 || !isTestFile(at.f) || !isCall {
		return nil
	}
	if kind := at.howItSends(send); kind != "" {
		return &Failure{Kind: kind, Line: at.p.line(send.Pos())}
	}
	return nil
}

// sendAfter is the first send that statements are sure to come to where the call has failed.
func (at place) sendAfter(statements []ast.Stmt) *ast.SendStmt {
	for _, stmt := range statements {
		switch stmt := stmt.(type) {
		case *ast.SendStmt:
			return stmt
		case *ast.BlockStmt:
			return at.sendAfter(stmt.List)
		case *ast.IfStmt:
			switch at.holdsOnFailure(stmt.Cond) {
			case "yes":
				return at.sendAfter(slices.Concat(stmt.Body.List, []ast.Stmt{&ast.ReturnStmt{}}))
			case "":
				return nil
			}
		case *ast.ExprStmt, *ast.AssignStmt, *ast.DeclStmt, *ast.IncDecStmt, *ast.DeferStmt:
		default:
			return nil
		}
	}
	return nil
}

// howItSends is "panics" or "stuck" where the test has ended by the time of the send; empty where others may receive.
func (at place) howItSends(send *ast.SendStmt) string {
	at.p.collect()
	key := at.key(send.Chan)
	if key.object == nil {
		return ""
	}
	for _, closing := range at.p.closings[key] {
		if !closing.Goroutine {
			return "panics"
		}
	}
	if at.room(key) == "none" && at.onlyTestReceives(key) {
		return "stuck"
	}
	return ""
}

// onlyTestReceives tells of a variable of the test that no goroutine receives from it, and that nobody is handed it.
func (at place) onlyTestReceives(key channelKey) bool {
	decl := at.declaration()
	if decl == nil || decl.Body == nil {
		return false
	}
	return at.onlyReceives(decl.Body, key.object, 2)
}

// onlyReceives tells of a body that all it does with the channel is to make it, to send on it, or to receive from it before it ends; so
// does each function of the package that it hands it to.
func (at place) onlyReceives(body *ast.BlockStmt, object *ast.Object, depth int) bool {
	only := depth > 0
	walk(body, func(node ast.Node, path []ast.Node) bool {
		ident, ok := node.(*ast.Ident)
		if !ok || ident.Obj != object || len(path) < 2 {
			return true
		}
		switch around := path[len(path)-2].(type) {
		case *ast.SendStmt:
			only = only && around.Chan == node
		case *ast.AssignStmt, *ast.ValueSpec:
		case *ast.UnaryExpr, *ast.RangeStmt:
			only = only && !isStarted(path) && !isLater(path)
		case *ast.CallExpr:
			only = only && !isStarted(path) && at.calledOnlyReceives(around, ident, depth-1)
		default:
			only = false
		}
		return true
	})
	return only
}

// calledOnlyReceives is that of the function that a call hands the channel to.
func (at place) calledOnlyReceives(call *ast.CallExpr, channel *ast.Ident, depth int) bool {
	called := at.called(call)
	if called == nil {
		return false
	}
	function := called.node.(*ast.FuncDecl)
	n := slices.Index(call.Args, ast.Expr(channel))
	for _, field := range function.Type.Params.List {
		for _, name := range field.Names {
			if n == 0 {
				return function.Body != nil && name.Obj != nil && at.onlyReceives(function.Body, name.Obj, depth)
			}
			n--
		}
	}
	return false
}

// isLater tells of a node that it lies in what a test runs at its end.
func isLater(path []ast.Node) bool {
	return slices.ContainsFunc(path, func(around ast.Node) bool {
		call, ok := around.(*ast.CallExpr)
		_, deferred := around.(*ast.DeferStmt)
		return deferred || ok && calledName(call) == "Cleanup"
	})
}

// isStarted tells of a node that it lies in the closure of a go statement.
func isStarted(path []ast.Node) bool {
	for _, node := range path {
		if _, started := node.(*ast.GoStmt); started {
			return true
		}
	}
	return false
}
