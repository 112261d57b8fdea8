package main

import (
	"go/ast"
	"go/token"
	"slices"
	"strings"
)

// mostReach are the functions that are followed outwards from one.
const mostReach = 64

// waitsOf are the channels that a function waits for before it returns: not in a loop, a closure or a case of a select, where
// others may be ready.
func (p *pkg) waitsOf(decl *declared) []Awaited {
	function := decl.node.(*ast.FuncDecl)
	if function.Body == nil {
		return nil
	}
	at := p.inside(decl)
	var out []Awaited
	ast.Inspect(function.Body, func(node ast.Node) bool {
		switch node := node.(type) {
		case *ast.FuncLit, *ast.ForStmt, *ast.RangeStmt, *ast.GoStmt:
			return false
		case *ast.CommClause:
			for _, stmt := range node.Body {
				ast.Inspect(stmt, func(inner ast.Node) bool { return at.addWait(&out, inner) })
			}
			return false
		}
		return at.addWait(&out, node)
	})
	return out
}

// addWait notes a receive that stands for itself.
func (at place) addWait(out *[]Awaited, node ast.Node) bool {
	if _, closure := node.(*ast.FuncLit); closure {
		return false
	}
	expr, ok := node.(*ast.ExprStmt)
	if !ok {
		return true
	}
	receive, ok := ast.Unparen(expr.X).(*ast.UnaryExpr)
	if !ok || receive.Op != token.ARROW {
		return true
	}
	key := at.p.origin(at.key(receive.X))
	if !key.known() || key.object != nil || len(at.p.makes[key]) == 0 {
		return true
	}
	var by []string
	for _, calls := range [][]Closing{at.p.closings[key], at.p.sends[key]} {
		for _, call := range calls {
			by = append(by, at.p.reach(call.Function)...)
		}
	}
	slices.Sort(by)
	*out = append(*out, Awaited{at.p.text(at.f, expr.X), at.p.line(node.Pos()), slices.Compact(by)})
	return true
}

func (p *pkg) inside(decl *declared) place {
	p.collect()
	return place{p: p}.body(decl)
}

// reach is a function, and all that comes to it by calls or go statements.
func (p *pkg) reach(function string) []string {
	if p.comesTo == nil {
		p.collectReach()
	}
	out := []string{function}
	for i := 0; i < len(out) && len(out) < mostReach; i++ {
		for _, caller := range p.comesTo[out[i]] {
			if !slices.Contains(out, caller) {
				out = append(out, caller)
			}
		}
	}
	return out
}

// collectReach goes through the package once for who names which of its functions, as a call or as a value.
func (p *pkg) collectReach() {
	p.comesTo = map[string][]string{}
	p.eachFunction(func(function *ast.FuncDecl, at place) {
		ast.Inspect(function, func(node ast.Node) bool {
			for _, callee := range at.named(node) {
				addUser(p.comesTo, callee, declaredName(function))
			}
			return true
		})
	})
}

// named are the functions of the package that an expression may mean.
func (at place) named(node ast.Node) []string {
	switch node := node.(type) {
	case *ast.CallExpr:
		return at.allCalled(node)
	case *ast.SelectorExpr:
		return at.allCalled(&ast.CallExpr{Fun: node})
	case *ast.Ident:
		if node.Obj == nil || node.Obj.Kind == ast.Fun {
			if decl := at.p.declOf(node.Name); decl != nil && !strings.Contains(node.Name, ".") {
				return []string{node.Name}
			}
		}
	}
	return nil
}
