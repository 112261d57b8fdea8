package main

import (
	"go/ast"
	"go/token"
	"strings"
)

// uncounted is of the group whose Wait the line calls, or hands to a function that does nothing but wait for it, where the function
// around the line calls Add on that and nothing that may count it down again: Call is what would, Line where the first Add stands. Before
// is the one line that does, where it stands in a closure that a call was given. Nothing, where the group leaves the function.
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
	group := at.groupOf(at.node().(*ast.CallExpr))
	if group == nil || group.Obj == nil || group.Obj.Pos() < decl.Body.Pos() || group.Obj.Pos() > decl.End() {
		return nil
	}
	first, down, handed := 0, false, map[int]bool{}
	walk(decl.Body, func(node ast.Node, path []ast.Node) bool {
		ident, ok := node.(*ast.Ident)
		if !ok || ident.Obj != group.Obj || ident.Pos() == group.Obj.Pos() {
			return true
		}
		method := at.methodCalled(ident, path)
		if method == "Add" && first == 0 {
			first = p.line(ident.Pos())
		}
		switch {
		case isHandedDone(ident, path):
			handed[p.line(ident.Pos())] = true
		case method == "" && !at.isHandedToWait(ident, path):
			down = true
		}
		return true
	})
	if first == 0 || down || len(handed) > 1 {
		return nil
	}
	out := &Ending{Call: group.Name + ".Done()", Line: first, Function: declaredName(decl), Testing: at.testing()}
	for line := range handed {
		out.Before = line
	}
	return out
}

// groupOf is the variable on which a call waits, or the only one that it hands to a function which does.
func (at place) groupOf(call *ast.CallExpr) *ast.Ident {
	if fun, ok := call.Fun.(*ast.SelectorExpr); ok && calledName(call) == "Wait" {
		group, _ := fun.X.(*ast.Ident)
		return group
	}
	var out *ast.Ident
	for i, argument := range call.Args {
		if group := variableIn(argument); group != nil && at.waitsForArgument(call, i) {
			if out != nil {
				return nil
			}
			out = group
		}
	}
	return out
}

// variableIn is the variable of `wg` or `&wg`.
func variableIn(expr ast.Expr) *ast.Ident {
	expr = ast.Unparen(expr)
	if unary, ok := expr.(*ast.UnaryExpr); ok && unary.Op == token.AND {
		expr = unary.X
	}
	ident, _ := expr.(*ast.Ident)
	return ident
}

// waitsForArgument tells of a call of a function of the package that all this does to that argument is to call its Wait.
func (at place) waitsForArgument(call *ast.CallExpr, index int) bool {
	decl := at.called(call)
	if decl == nil {
		return false
	}
	function := decl.node.(*ast.FuncDecl)
	var parameters []*ast.Ident
	for _, field := range function.Type.Params.List {
		if _, rest := field.Type.(*ast.Ellipsis); rest {
			return false
		}
		parameters = append(parameters, field.Names...)
	}
	if function.Body == nil || index >= len(parameters) || parameters[index].Obj == nil {
		return false
	}
	waits, other := false, false
	walk(function.Body, func(node ast.Node, path []ast.Node) bool {
		if ident, ok := node.(*ast.Ident); ok && ident.Obj == parameters[index].Obj {
			method := at.methodCalled(ident, path)
			waits, other = waits || method == "Wait", other || method != "Wait"
		}
		return true
	})
	return waits && !other
}

// isHandedToWait tells of a variable that it is handed to such a function.
func (at place) isHandedToWait(variable *ast.Ident, path []ast.Node) bool {
	for i := len(path) - 2; i >= 0 && i >= len(path)-3; i-- {
		call, ok := path[i].(*ast.CallExpr)
		if !ok {
			continue
		}
		for n, argument := range call.Args {
			if variableIn(argument) == variable {
				return at.waitsForArgument(call, n)
			}
		}
	}
	return false
}

// isHandedDone tells of a variable that its Done is called in a closure which a call was given, and no go statement or defer runs.
func isHandedDone(variable *ast.Ident, path []ast.Node) bool {
	n := len(path)
	if n < 3 {
		return false
	}
	selector, ok := path[n-2].(*ast.SelectorExpr)
	if call, isCall := path[n-3].(*ast.CallExpr); !ok || !isCall || call.Fun != ast.Expr(selector) || selector.Sel.Name != "Done" || selector.X != ast.Expr(variable) {
		return false
	}
	for i := n - 3; i > 0; i-- {
		literal, ok := path[i].(*ast.FuncLit)
		if !ok {
			continue
		}
		call, ok := path[i-1].(*ast.CallExpr)
		return ok && call.Fun != ast.Expr(literal)
	}
	return false
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
