package main

import (
	"go/ast"
	"slices"
)

// callersOf are the calls of functions of another package by which its methods, or those functions, are called in this one: it is
// asked about a file of the package and the names of these, as declared.
func (p *pkg) callersOf(names []string) Facts {
	found := map[channelKey][]Closing{}
	key := channelKey{name: "callers"}
	p.eachDeclaration(func(decl ast.Decl, at place) {
		calls := newMarks()
		ast.Inspect(decl, func(node ast.Node) bool {
			calls.mark(node)
			if call, ok := node.(*ast.CallExpr); ok && at.callsOneOf(call, names) {
				at.noteKey(found, key, call, decl, calls)
			}
			return true
		})
	})
	p.collect() // tells what is started
	p.markStarted(found)
	each := Case{Op: "call", Channel: Channel{Closed: (place{p: p}).withOwners(found[key])}}
	return Facts{Kind: "call", Statement: "callers", Cases: []Case{each}}
}

// callsOneOf tells of `x.conn.Close()` where conn is a *other.Conn, and of `other.Shutdown()`.
func (at place) callsOneOf(call *ast.CallExpr, names []string) bool {
	fun, ok := call.Fun.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	return slices.ContainsFunc(names, func(name string) bool {
		receiver := receiverOf(name)
		if lastName(name) != fun.Sel.Name {
			return false
		}
		if at.isImport(fun.X) {
			return receiver == ""
		}
		expr := at.typeOf(fun.X).expr
		if star, ok := expr.(*ast.StarExpr); ok {
			expr = star.X
		}
		selector, ok := expr.(*ast.SelectorExpr)
		return ok && selector.Sel.Name == receiver
	})
}
