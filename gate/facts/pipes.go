package main

import (
	"go/ast"
	"slices"
	"strconv"
)

// pipeEnd finds the io.Pipe whose one end ("read" or "write", the first in About) a call on the line is blocked at: Call closes the
// other end, behind the line that makes both. About may go on with what the line calls and which of its arguments the end is.
// Parameter: it is that parameter of the function. Nothing, where the other end is closed somewhere.
func (f folders) pipeEnd(query Query) *Ending {
	p, file := f.find(query.File)
	if file == nil || len(query.About) == 0 {
		return nil
	}
	side := slices.Index([]string{"read", "write"}, query.About[0])
	if side < 0 {
		return nil
	}
	if len(query.About) == 3 {
		at := callOnLine(p, file, query.Line, lastName(query.About[1]))
		n, err := strconv.Atoi(query.About[2])
		if len(at.path) == 0 || err != nil || n < 1 || n > len(at.node().(*ast.CallExpr).Args) {
			return nil
		}
		return at.pipeOf(at.node().(*ast.CallExpr).Args[n-1], side, 6)
	}
	at, kind := findPlace(p, file, Query{File: query.File, Line: query.Line, Wait: "call"})
	if started := p.innermostOn(file, query.Line); kind != "call" && len(started.path) > 0 {
		at = started // `go io.Copy(dst, r)`
		_, isGo := at.node().(*ast.GoStmt)
		kind = map[bool]string{true: "call"}[isGo]
	}
	if kind != "call" {
		return nil
	}
	var found []*Ending
	add := func(expr ast.Expr) {
		if end := at.pipeOf(expr, side, 6); end != nil && !slices.ContainsFunc(found, func(each *Ending) bool { return *each == *end }) {
			found = append(found, end)
		}
	}
	ast.Inspect(at.node(), func(node ast.Node) bool {
		switch node := node.(type) {
		case *ast.FuncLit, *ast.BlockStmt:
			return false
		case *ast.CallExpr:
			if fun, ok := node.Fun.(*ast.SelectorExpr); ok && !at.isImport(fun.X) {
				add(fun.X)
			}
			for i, arg := range node.Args {
				if !at.isOtherSide(node, i, side) {
					add(arg)
				}
			}
		}
		return true
	})
	if made := slices.IndexFunc(found, func(each *Ending) bool { return each.Call != "" }); made >= 0 && len(found) > 1 {
		found = slices.DeleteFunc(found, func(each *Ending) bool { return each.Call == "" })
	}
	if len(found) != 1 {
		return nil
	}
	return found[0]
}

// isOtherSide tells of an argument of io.Copy and the like that a goroutine which reads only writes to it, and the other way round.
func (at place) isOtherSide(call *ast.CallExpr, i, side int) bool {
	fun, ok := call.Fun.(*ast.SelectorExpr)
	if !ok || !at.isPackage(fun.X, "io") {
		return false
	}
	switch fun.Sel.Name {
	case "Copy", "CopyN", "CopyBuffer":
		return i == side
	}
	return false
}

// pipeOf follows a variable, through wrappers, fields that are given one thing alone and parameters, to the io.Pipe that gave it.
func (at place) pipeOf(expr ast.Expr, side, depth int) *Ending {
	if depth == 0 {
		return nil
	}
	switch expr := ast.Unparen(expr).(type) {
	case *ast.CallExpr:
		if inner := at.wrapped(expr); inner != nil {
			return at.pipeOf(inner, side, depth-1)
		}
	case *ast.SelectorExpr:
		if in, value := at.onlyValueOf(expr); value != nil {
			return in.pipeOf(value, side, depth-1)
		}
	case *ast.Ident:
		if expr.Obj == nil {
			return nil
		}
		switch decl := expr.Obj.Decl.(type) {
		case *ast.Field:
			return at.pipeHandedTo(expr, side, depth)
		case *ast.AssignStmt:
			return at.around(decl).pipeMadeBy(decl, expr.Obj, side, depth)
		}
	}
	return nil
}

func (at place) pipeHandedTo(param *ast.Ident, side, depth int) *Ending {
	at.p.collect()
	if handed := at.p.handedIn[param.Obj]; len(handed) == 1 {
		return handed[0].at.pipeOf(handed[0].expr, side, depth-1)
	}
	if n := at.parameterNumber(param.Obj); n > 0 {
		return &Ending{Parameter: n}
	}
	return nil
}

func (at place) pipeMadeBy(assign *ast.AssignStmt, variable *ast.Object, side, depth int) *Ending {
	if len(assign.Rhs) != 1 {
		return nil
	}
	call, ok := assign.Rhs[0].(*ast.CallExpr)
	if !ok || len(assign.Lhs) == 1 {
		return at.pipeOf(assign.Rhs[0], side, depth-1)
	}
	fun, ok := call.Fun.(*ast.SelectorExpr)
	decl := at.declaration()
	if !ok || decl == nil || len(assign.Lhs) != 2 || fun.Sel.Name != "Pipe" || !at.isPackage(fun.X, "io") || !isNamed(assign.Lhs[side], variable.Name) {
		return nil
	}
	other, ok := assign.Lhs[1-side].(*ast.Ident)
	if !ok || other.Obj == nil || other.Name == "_" || len(at.closesKnown(other)) > 0 || at.isClosedWithError(other.Obj) {
		return nil
	}
	return &Ending{Call: "_ = " + other.Name + ".Close()", Testing: at.testing(), Function: declaredName(decl),
		Line: at.p.line(assign.Pos()), File: at.f.path, HandedOn: at.returns(other.Obj)}
}

func (at place) isClosedWithError(variable *ast.Object) bool {
	found := false
	ast.Inspect(at.declaration().Body, func(node ast.Node) bool {
		if fun, ok := node.(*ast.SelectorExpr); ok && fun.Sel.Name == "CloseWithError" {
			found = found || rootOf(fun.X) == variable
		}
		return !found
	})
	return found
}

// onlyValueOf is what the package gives a field, if that is one expression alone, and where that stands.
func (at place) onlyValueOf(selector *ast.SelectorExpr) (place, ast.Expr) {
	owner, _ := at.field(selector)
	if owner == "" {
		return place{}, nil
	}
	var in place
	var value ast.Expr
	several := false
	give := func(f *file, path []ast.Node, given ast.Expr) {
		several = several || value != nil
		in, value = place{p: at.p, f: f, path: slices.Clone(path)}, given
	}
	for _, f := range at.p.files {
		walk(f.ast, func(node ast.Node, path []ast.Node) bool {
			switch node := node.(type) {
			case *ast.CompositeLit:
				if typeName(node.Type) != owner {
					return true
				}
				for i, element := range node.Elts {
					pair, named := element.(*ast.KeyValueExpr)
					if named && isNamed(pair.Key, selector.Sel.Name) {
						give(f, path, pair.Value)
					} else if !named && at.isField(owner, i, selector.Sel.Name) {
						give(f, path, element)
					}
				}
			case *ast.AssignStmt:
				for i, left := range node.Lhs {
					if field, ok := left.(*ast.SelectorExpr); ok && field.Sel.Name == selector.Sel.Name {
						give(f, path, node.Rhs[min(i, len(node.Rhs)-1)])
					}
				}
			}
			return true
		})
	}
	if several {
		return place{}, nil
	}
	return in, value
}

// isField tells of the n-th field of a struct that it has that name.
func (at place) isField(owner string, n int, name string) bool {
	structure := at.structure(owner)
	if structure == nil {
		return false
	}
	for _, field := range structure.Fields.List {
		for _, each := range field.Names {
			if n == 0 {
				return each.Name == name
			}
			n--
		}
		if len(field.Names) == 0 {
			n--
		}
	}
	return false
}
