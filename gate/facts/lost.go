package main

import (
	"go/ast"
	"go/token"
	"slices"
	"strconv"
	"strings"
)

// lost is what a function made on a line and drops where it returns an error, of a call whose test expects one: the test holds nothing
// then. About are the function, its file, that line of it, and what it calls there. Call is what ends it, Line that of the return.
func (f folders) lost(query Query) *Ending {
	if len(query.About) != 4 {
		return nil
	}
	p, file := f.find(query.File)
	in, inFile := f.find(query.About[1])
	line, err := strconv.Atoi(query.About[2])
	if file == nil || inFile == nil || err != nil || !callOnLine(p, file, query.Line, lastName(query.About[0])).expectsError() {
		return nil
	}
	decl := in.declOf(query.About[0])
	at, candidates := in.madeOn(inFile, line, lastName(query.About[3]))
	if decl == nil || at.declaration() != decl.node.(*ast.FuncDecl) {
		return nil
	}
	for _, expr := range candidates {
		made, ok := expr.(*ast.Ident)
		if !ok {
			continue
		}
		if end := at.endOf(at.typeOf(made).expr, made.Name); end != "" {
			dropped := at.returnWithout(made)
			if dropped == nil {
				return nil
			}
			return &Ending{Call: end, Keep: made.Name, Function: query.About[0], File: inFile.path, Line: in.line(dropped.Pos())}
		}
	}
	return nil
}

// madeOn is the call of that name on the line, or what a go statement there runs, and what holds what that made: what is given its
// result, or what it is a method of.
func (p *pkg) madeOn(file *file, line int, name string) (place, []ast.Expr) {
	at := callOnLine(p, file, line, name)
	walk(file.ast, func(node ast.Node, path []ast.Node) bool {
		if statement, ok := node.(*ast.GoStmt); ok && p.line(node.Pos()) == line {
			at = place{p: p, f: file, path: append(slices.Clone(path), statement.Call)}
		}
		return true
	})
	if len(at.path) < 2 {
		return place{}, nil
	}
	var out []ast.Expr
	if assign, ok := at.path[len(at.path)-2].(*ast.AssignStmt); ok && len(assign.Rhs) == 1 {
		out = append(out, assign.Lhs[0])
	}
	if fun, ok := at.node().(*ast.CallExpr).Fun.(*ast.SelectorExpr); ok {
		out = append(out, fun.X)
	}
	return at, out
}

// returnWithout is the first return statement behind the place that gives an error and not that variable, where nothing keeps or ends
// what it holds.
func (at place) returnWithout(made *ast.Ident) ast.Node {
	decl := at.declaration()
	results := decl.Type.Results
	if made.Obj == nil || results == nil || !isNamed(results.List[len(results.List)-1].Type, "error") {
		return nil
	}
	var out ast.Node
	kept := false
	walk(decl.Body, func(node ast.Node, path []ast.Node) bool {
		if _, closure := node.(*ast.FuncLit); closure || out != nil {
			kept = kept || closure && names(node, made.Obj)
			return false
		}
		if node.Pos() < at.node().End() || kept {
			return true
		}
		kept = isKept(node, path, made.Obj)
		if result, ok := node.(*ast.ReturnStmt); ok && !kept && givesError(result) && !names(result, made.Obj) && isConditional(path) && !endedBefore(path, made.Obj) {
			out = result
		}
		return true
	})
	return out
}

// names tells that the variable stands somewhere in the node.
func names(node ast.Node, variable *ast.Object) bool {
	found := false
	ast.Inspect(node, func(inner ast.Node) bool {
		ident, ok := inner.(*ast.Ident)
		found = found || ok && ident.Obj == variable
		return !found
	})
	return found
}

// isKept tells of the variable that it goes elsewhere: anything but a call of its method, a field of it, a return of it.
func isKept(node ast.Node, path []ast.Node, variable *ast.Object) bool {
	ident, ok := node.(*ast.Ident)
	if !ok || ident.Obj != variable || len(path) < 2 {
		return false
	}
	for _, around := range path {
		switch around.(type) {
		case *ast.DeferStmt, *ast.GoStmt:
			return true
		}
	}
	switch around := path[len(path)-2].(type) {
	case *ast.SelectorExpr:
		return false
	case *ast.BinaryExpr:
		return false
	case *ast.ReturnStmt:
		return len(around.Results) == 0
	}
	return true
}

// givesError tells of a return statement that its last result may be an error.
func givesError(result *ast.ReturnStmt) bool {
	return len(result.Results) > 0 && !isNamed(result.Results[len(result.Results)-1], "nil")
}

// endedBefore tells that the block around a return names the variable before that: a call there may end it.
func endedBefore(path []ast.Node, variable *ast.Object) bool {
	block, ok := path[len(path)-2].(*ast.BlockStmt)
	if !ok {
		return true
	}
	return slices.ContainsFunc(block.List, func(stmt ast.Stmt) bool { return stmt.Pos() < path[len(path)-1].Pos() && names(stmt, variable) })
}

// expectsError tells of the call on a line of a test that the test fails where it gives no error.
func (at place) expectsError() bool {
	if len(at.path) < 3 {
		return false
	}
	assign, ok := at.path[len(at.path)-2].(*ast.AssignStmt)
	if !ok || len(assign.Rhs) != 1 {
		return false
	}
	err, ok := assign.Lhs[len(assign.Lhs)-1].(*ast.Ident)
	if !ok || err.Obj == nil {
		return false
	}
	switch around := at.path[len(at.path)-3].(type) {
	case *ast.IfStmt:
		return failsWithoutError(around, err.Obj)
	case *ast.BlockStmt:
		next := slices.Index(around.List, ast.Stmt(assign)) + 1
		if next == 0 || next == len(around.List) {
			return false
		}
		switch stmt := around.List[next].(type) {
		case *ast.IfStmt:
			return stmt.Init == nil && failsWithoutError(stmt, err.Obj)
		case *ast.ExprStmt:
			call, ok := stmt.X.(*ast.CallExpr)
			return ok && strings.HasPrefix(calledName(call), "Error") && names(call, err.Obj) && !isMethodOf(call, at.testing())
		}
	}
	return false
}

// failsWithoutError tells of `if err == nil` that the test fails there.
func failsWithoutError(stmt *ast.IfStmt, variable *ast.Object) bool {
	binary, ok := stmt.Cond.(*ast.BinaryExpr)
	if !ok || binary.Op != token.EQL || !names(binary.X, variable) || !isNamed(binary.Y, "nil") {
		return false
	}
	fails := false
	ast.Inspect(stmt.Body, func(node ast.Node) bool {
		call, ok := node.(*ast.CallExpr)
		fails = fails || ok && slices.Contains([]string{"Fatal", "Fatalf", "Error", "Errorf", "Fail", "FailNow", "panic"}, calledName(call))
		return true
	})
	return fails
}

func isMethodOf(call *ast.CallExpr, holder string) bool {
	fun, ok := call.Fun.(*ast.SelectorExpr)
	return ok && isNamed(fun.X, holder)
}
