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
	only := true
	walk(decl.Body, func(node ast.Node, path []ast.Node) bool {
		ident, ok := node.(*ast.Ident)
		if !ok || ident.Obj != key.object || len(path) < 2 {
			return true
		}
		switch around := path[len(path)-2].(type) {
		case *ast.SendStmt:
			only = only && around.Chan == node
		case *ast.AssignStmt, *ast.ValueSpec:
		case *ast.UnaryExpr, *ast.RangeStmt:
			only = only && !isStarted(path)
		default:
			only = false
		}
		return true
	})
	return only
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
