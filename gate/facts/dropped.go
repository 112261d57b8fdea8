package main

import (
	"go/ast"
	"slices"
	"strings"
)

// dropped is the only result of the call on the line that has a method to end it and that the line gives no name: `c, _ := open()`.
func (f folders) dropped(query Query) *Ending {
	p, file := f.find(query.File)
	if file == nil || len(query.About) != 1 {
		return nil
	}
	at := callOnLine(p, file, query.Line, lastName(query.About[0]))
	if len(at.path) < 2 {
		return nil
	}
	assign, ok := at.path[len(at.path)-2].(*ast.AssignStmt)
	if !ok || len(assign.Rhs) != 1 {
		return nil
	}
	call := at.node().(*ast.CallExpr)
	results, _ := at.resultsOf(plainCall(call), 12)
	if decl := p.declOf(query.About[0]); results == nil && decl != nil {
		results = decl.node.(*ast.FuncDecl).Type.Results
	}
	if results == nil || results.NumFields() != len(assign.Lhs) {
		return nil
	}
	names := make([]string, len(assign.Lhs))
	var types []ast.Expr
	for _, field := range results.List {
		types = append(types, slices.Repeat([]ast.Expr{field.Type}, max(1, len(field.Names)))...)
	}
	var out *Ending
	for i, left := range assign.Lhs {
		names[i] = at.p.text(at.f, left)
		if names[i] != "_" {
			continue
		}
		if end := at.endOf(types[i], "x"); end != "" {
			if out != nil {
				return nil
			}
			names[i] = "x"
			out = &Ending{Call: end, Testing: at.testing()}
		}
	}
	if out == nil {
		return nil
	}
	if decl := at.declaration(); decl != nil {
		out.Function = declaredName(decl)
	}
	out.Keep = strings.Join(names, ", ") + " := " + at.brief(call)
	return out
}

// endOf is the call that ends a value of that type.
func (at place) endOf(kind ast.Expr, holder string) string {
	if isCloser(kind) {
		return "_ = " + holder + ".Close()"
	}
	owner := at.p.closeOf(typeName(kind), nil)
	if owner == nil {
		return ""
	}
	e := ender{at: at, owner: at.p, method: owner.Call, direct: true}
	return e.call(holder)
}
