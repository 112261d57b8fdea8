package main

import "go/ast"

// hidden is of a line of a function without a receiver, which calls the method in About on what the function makes and lets nobody
// have: Call is the method that would end that, with its place, Keep what makes it (empty: a literal). Nothing, where somebody else
// can come to it.
func (f folders) hidden(query Query) *Ending {
	p, file := f.find(query.File)
	if file == nil || len(query.About) != 1 {
		return nil
	}
	at := callOnLine(p, file, query.Line, lastName(query.About[0]))
	decl := at.declaration()
	if decl == nil || decl.Recv != nil {
		return nil
	}
	fun, ok := at.node().(*ast.CallExpr).Fun.(*ast.SelectorExpr)
	if !ok {
		return nil
	}
	value := ast.Unparen(fun.X)
	if variable, isName := value.(*ast.Ident); isName {
		if value = onlyLocal(variable, decl); value == nil {
			return nil
		}
	}
	maker := ""
	switch made := value.(type) {
	case *ast.CallExpr:
		if name, isName := plainCall(made).Fun.(*ast.Ident); isName && at.called(made) != nil {
			maker = name.Name
		} else if !isNamed(made.Fun, "new") {
			return nil
		}
	case *ast.UnaryExpr, *ast.CompositeLit:
	default:
		return nil
	}
	end := p.closeOf(typeName(at.typeOf(fun.X).expr), nil)
	if end == nil {
		return nil
	}
	end.Keep, end.Function = maker, declaredName(decl)
	return end
}

// onlyLocal is what a variable of the function is given, once, where only methods are called on it, none that ends it, and fields set.
func onlyLocal(variable *ast.Ident, decl *ast.FuncDecl) ast.Expr {
	if variable.Obj == nil {
		return nil
	}
	assign, ok := variable.Obj.Decl.(*ast.AssignStmt)
	if !ok || assign.Pos() < decl.Pos() || assign.End() > decl.End() || !isNamed(assign.Lhs[0], variable.Name) || len(assign.Rhs) != 1 {
		return nil
	}
	escapes := false
	walk(decl.Body, func(node ast.Node, path []ast.Node) bool {
		use, isName := node.(*ast.Ident)
		if !isName || use.Obj != variable.Obj || use.Pos() == assign.Lhs[0].Pos() {
			return true
		}
		field, isField := path[len(path)-2].(*ast.SelectorExpr)
		escapes = escapes || !isField || field.Sel.Name == "Close" || field.Sel.Name == "Stop" || field.Sel.Name == "Shutdown"
		return true
	})
	if escapes {
		return nil
	}
	return assign.Rhs[0]
}
