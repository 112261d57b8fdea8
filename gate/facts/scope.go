package main

import (
	"go/ast"
	"slices"
)

// inScope tells which context a statement on the line could wait for as it stands: a parameter, a variable, a field of the
// receiver, that of a request or of a test. Call is that, or empty; Function the type whose method the line is in, or empty.
func (f folders) inScope(query Query) *Ending {
	p, file := f.find(query.File)
	if file == nil {
		return nil
	}
	at := place{p: p, f: file}
	walk(file.ast, func(node ast.Node, path []ast.Node) bool {
		if !p.onLines(node, query.Line) {
			return false
		}
		switch node.(type) {
		case *ast.FuncDecl, *ast.FuncLit:
			at.path = slices.Clone(path)
		}
		return true
	})
	if len(at.path) == 0 {
		return nil
	}
	out := &Ending{Line: query.Line, File: file.path, Call: at.contextInScope(query.Line)}
	if decl := at.declaration(); decl != nil {
		out.Function = receiverName(decl)
	}
	return out
}

// contextInScope looks from the innermost function outwards.
func (at place) contextInScope(line int) string {
	for i := len(at.path) - 1; i >= 0; i-- {
		found := ""
		switch function := at.path[i].(type) {
		case *ast.FuncLit:
			found = at.contextOfFunction(function.Type, function.Body, line)
		case *ast.FuncDecl:
			found = at.contextOfFunction(function.Type, function.Body, line)
			if found == "" {
				found = at.contextOfReceiver(function)
			}
		}
		if found != "" {
			return found
		}
	}
	return ""
}

func (at place) contextOfFunction(signature *ast.FuncType, body *ast.BlockStmt, line int) string {
	for _, field := range signature.Params.List {
		if len(field.Names) == 0 || field.Names[0].Name == "_" {
			continue
		}
		kind, name := typed{field.Type, at.f}, field.Names[0].Name
		switch {
		case kind.isQualified("context", "Context"):
			return name
		case kind.isQualified("net/http", "Request"):
			return name + ".Context()"
		}
	}
	if name := at.madeContext(body, line); name != "" {
		return name
	}
	if name := at.testingIn(signature); name != "" {
		return name + ".Context()"
	}
	return ""
}

// madeContext is the last variable above the line that a function of package context gives. Those of other functions in it are
// not in scope.
func (at place) madeContext(body *ast.BlockStmt, line int) string {
	name := ""
	ast.Inspect(body, func(node ast.Node) bool {
		if literal, ok := node.(*ast.FuncLit); ok && !at.p.onLines(literal, line) {
			return false
		}
		assign, ok := node.(*ast.AssignStmt)
		if !ok || at.p.line(assign.Pos()) >= line || len(assign.Rhs) != 1 {
			return true
		}
		variable, isVariable := assign.Lhs[0].(*ast.Ident)
		call, isCall := assign.Rhs[0].(*ast.CallExpr)
		if !isVariable || variable.Name == "_" || !isCall {
			return true
		}
		if fun, ok := call.Fun.(*ast.SelectorExpr); ok && at.isPackage(fun.X, "context") {
			name = variable.Name
		}
		return true
	})
	return name
}

func (at place) contextOfReceiver(method *ast.FuncDecl) string {
	structure := at.structure(receiverName(method))
	if structure == nil || len(method.Recv.List[0].Names) == 0 {
		return ""
	}
	for _, field := range structure.Fields.List {
		if len(field.Names) > 0 && (typed{field.Type, at.f}).isQualified("context", "Context") {
			return method.Recv.List[0].Names[0].Name + "." + field.Names[0].Name
		}
	}
	return ""
}
