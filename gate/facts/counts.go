package main

import (
	"go/ast"
	"strings"
)

// uncounted is of the group whose Wait the line calls, where the function around the line calls Add on that and nothing that may
// count it down again: Call is what would, Line where the first Add stands. Nothing, where the group leaves the function.
func (f folders) uncounted(query Query) *Ending {
	p, file := f.find(query.File)
	if file == nil || len(query.About) != 1 {
		return nil
	}
	at := callOnLine(p, file, query.Line, lastName(query.About[0]))
	decl := at.declaration()
	if decl == nil {
		return nil
	}
	fun, ok := at.node().(*ast.CallExpr).Fun.(*ast.SelectorExpr)
	if !ok {
		return nil
	}
	group, ok := fun.X.(*ast.Ident)
	if !ok || group.Obj == nil || group.Obj.Pos() < decl.Body.Pos() || group.Obj.Pos() > decl.End() {
		return nil
	}
	first, down := 0, false
	walk(decl.Body, func(node ast.Node, path []ast.Node) bool {
		ident, ok := node.(*ast.Ident)
		if !ok || ident.Obj != group.Obj || ident.Pos() == group.Obj.Pos() {
			return true
		}
		method := at.methodCalled(ident, path)
		if method == "Add" && first == 0 {
			first = p.line(ident.Pos())
		}
		down = down || method == ""
		return true
	})
	if first == 0 || down {
		return nil
	}
	return &Ending{Call: group.Name + ".Done()", Line: first, Function: declaredName(decl), Testing: at.testing()}
}

// methodCalled is the method that is called on a variable, where that does not count down; empty: it may, or something else is
// done to the variable.
func (at place) methodCalled(variable *ast.Ident, path []ast.Node) string {
	if len(path) < 3 {
		return ""
	}
	selector, ok := path[len(path)-2].(*ast.SelectorExpr)
	call, isCall := path[len(path)-3].(*ast.CallExpr)
	if !ok || !isCall || call.Fun != ast.Expr(selector) || selector.X != ast.Expr(variable) {
		return ""
	}
	switch name := selector.Sel.Name; name {
	case "Add":
		if len(call.Args) == 1 && strings.HasPrefix(at.p.text(at.f, call.Args[0]), "-") {
			return ""
		}
		return name
	case "Wait":
		return name
	}
	decl := at.called(call)
	if decl == nil {
		return ""
	}
	down := false
	ast.Inspect(decl.node, func(node ast.Node) bool {
		inner, ok := node.(*ast.CallExpr)
		down = down || ok && calledName(inner) != "Lock" && calledName(inner) != "Unlock" && calledName(inner) != "RLock" && calledName(inner) != "RUnlock"
		return true
	})
	if down {
		return "" // nobody knows what that calls
	}
	return selector.Sel.Name
}
