package main

import "go/ast"

// contextArg tells which context the call of that function on the line is given.
func (f folders) contextArg(query Query) *ContextArg {
	p, file := f.find(query.File)
	if file == nil || len(query.About) != 1 {
		return nil
	}
	at := callOnLine(p, file, query.Line, lastName(query.About[0]))
	if len(at.path) == 0 {
		return nil
	}
	var found *ContextArg
	for _, arg := range at.node().(*ast.CallExpr).Args {
		each := at.contextOf(arg)
		if each == nil {
			continue
		}
		if found != nil {
			return nil // nobody knows which of them it is
		}
		found = each
	}
	if found != nil {
		found.Testing = at.testing()
	}
	return found
}

// contextOf is what an expression is as a context; nil where it is none, as far as is known.
func (at place) contextOf(expr ast.Expr) *ContextArg {
	switch expr := ast.Unparen(expr).(type) {
	case *ast.CallExpr:
		if at.isRoot(expr) {
			return &ContextArg{Kind: "root", Text: at.p.text(at.f, expr), Line: at.p.line(expr.Pos())}
		}
	case *ast.Ident:
		if expr.Obj == nil {
			break
		}
		if field, isParam := expr.Obj.Decl.(*ast.Field); isParam && at.isContext(typed{field.Type, at.f}, 3) {
			return &ContextArg{Kind: "handed"}
		}
		if call, ok := at.definition(expr).(*ast.CallExpr); ok && at.isRoot(call) {
			return &ContextArg{Kind: "root", Text: at.p.text(at.f, call), Line: at.p.line(call.Pos())}
		}
		if cancel := at.cancelOf(expr); cancel != nil && !at.isUsed(cancel) {
			return &ContextArg{Kind: "kept", Text: cancel.Name, Line: at.p.line(cancel.Pos())}
		}
	}
	if at.isContext(at.typeOf(expr), 3) {
		return &ContextArg{}
	}
	return nil
}

// isRoot tells of a context that nobody can cancel.
func (at place) isRoot(call *ast.CallExpr) bool {
	fun, ok := call.Fun.(*ast.SelectorExpr)
	return ok && at.isPackage(fun.X, "context") && (fun.Sel.Name == "Background" || fun.Sel.Name == "TODO")
}

// cancelOf is what cancels the context in a variable, as named where both were declared.
func (at place) cancelOf(ident *ast.Ident) *ast.Ident {
	assign, ok := ident.Obj.Decl.(*ast.AssignStmt)
	if !ok || len(assign.Lhs) != 2 || len(assign.Rhs) != 1 || !isNamed(assign.Lhs[0], ident.Name) {
		return nil
	}
	call, ok := assign.Rhs[0].(*ast.CallExpr)
	if !ok {
		return nil
	}
	fun, ok := call.Fun.(*ast.SelectorExpr)
	if !ok || !at.isPackage(fun.X, "context") {
		return nil
	}
	cancel, _ := assign.Lhs[1].(*ast.Ident)
	return cancel
}

// isUsed tells that a variable is named again behind its declaration.
func (at place) isUsed(ident *ast.Ident) bool {
	decl, used := at.declaration(), false
	if decl == nil || ident.Name == "_" {
		return decl == nil
	}
	ast.Inspect(decl, func(node ast.Node) bool {
		other, ok := node.(*ast.Ident)
		used = used || ok && other != ident && other.Obj == ident.Obj
		return true
	})
	return used
}
