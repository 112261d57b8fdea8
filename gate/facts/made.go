package main

import (
	"go/ast"
	"slices"
	"strconv"
	"strings"
)

// closing finds what the call on the line waits at (`l.Accept()`, `conn.Read(buf)`), and where the variable of it was made: in
// the function around, or in the only one that hands it in. Nothing, where it comes from elsewhere or is closed somewhere.
func (f folders) closing(query Query) *Ending {
	p, file := f.find(query.File)
	if file == nil {
		return nil
	}
	if len(query.About) == 2 {
		return handedTo(p, file, query)
	}
	at, kind := findPlace(p, file, Query{File: query.File, Line: query.Line, Wait: "call"})
	if kind != "call" {
		return nil
	}
	var found []*Ending
	ast.Inspect(at.node(), func(node ast.Node) bool {
		switch node := node.(type) {
		case *ast.FuncLit, *ast.BlockStmt:
			return false
		case *ast.CallExpr:
			if made := at.madeFor(node); made != nil && len(at.closesOf(node)) == 0 {
				found = append(found, made)
			}
		}
		return true
	})
	if len(found) != 1 {
		return nil
	}
	return found[0]
}

// handedTo is that for an argument of the call on the line.
func handedTo(p *pkg, f *file, query Query) *Ending {
	at := callOnLine(p, f, query.Line, lastName(query.About[0]))
	n, err := strconv.Atoi(query.About[1])
	if len(at.path) == 0 || err != nil {
		return nil
	}
	call := at.node().(*ast.CallExpr)
	if fun, ok := call.Fun.(*ast.SelectorExpr); ok && waitsAt(fun.Sel.Name) && !at.isImport(fun.X) {
		return at.madeWithin(fun.X) // what it is given is what it reads into
	}
	args := call.Args
	if n < 1 || n > len(args) {
		return nil
	}
	return at.madeWithin(args[n-1])
}

// madeWithin is that of a variable, or of the only connection or listener that is wrapped on the spot.
func (at place) madeWithin(expr ast.Expr) *Ending {
	if call, ok := ast.Unparen(expr).(*ast.CallExpr); ok {
		var found *Ending
		for _, arg := range call.Args {
			if made := at.made(arg, 3); made != nil && (made.network || made.Parameter != 0) {
				if found != nil {
					return nil
				}
				found = made
			}
		}
		return found
	}
	made := at.made(expr, 3)
	if made != nil && len(at.closesKnown(expr)) > 0 {
		return nil
	}
	return made
}

// madeFor is what a call waits at: what its method is called on, or the first of what it is given that is a connection or listener.
func (at place) madeFor(call *ast.CallExpr) *Ending {
	if fun, ok := call.Fun.(*ast.SelectorExpr); ok && !at.isImport(fun.X) {
		if made := at.made(fun.X, 3); made != nil && (waitsAt(fun.Sel.Name) || made.network) {
			return made
		}
		return nil
	}
	for _, arg := range call.Args {
		if made := at.made(arg, 3); made != nil && made.network {
			return made
		}
	}
	return nil
}

// isNetwork tells of calls that give a connection or a listener: of package net, and Accept.
func (at place) isNetwork(call *ast.CallExpr) bool {
	fun, ok := call.Fun.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	if at.isPackage(fun.X, "net") {
		return strings.HasPrefix(fun.Sel.Name, "Dial") || strings.HasPrefix(fun.Sel.Name, "Listen") || fun.Sel.Name == "Pipe"
	}
	return fun.Sel.Name == "Accept" && len(call.Args) == 0
}

// waitsAt tells of the methods of connections and listeners in which goroutines wait.
func waitsAt(method string) bool {
	switch method {
	case "Accept", "AcceptTCP", "AcceptUnix", "Read", "ReadFrom", "ReadFromUDP", "ReadMsgUDP":
		return true
	}
	return false
}

// made is where a variable was made by a call, with the call of its Close.
func (at place) made(expr ast.Expr, depth int) *Ending {
	ident, ok := ast.Unparen(expr).(*ast.Ident)
	if !ok || ident.Obj == nil || depth == 0 {
		return nil
	}
	at.p.collect()
	if _, isParam := ident.Obj.Decl.(*ast.Field); isParam {
		if handed := at.p.handedIn[ident.Obj]; len(handed) == 1 {
			return handed[0].at.madeWithin(handed[0].expr)
		}
		if n := at.parameterNumber(ident.Obj); n > 0 {
			return &Ending{Parameter: n, network: true}
		}
		return nil
	}
	assign, ok := ident.Obj.Decl.(*ast.AssignStmt)
	if !ok || len(assign.Rhs) != 1 {
		return nil
	}
	call, isCall := assign.Rhs[0].(*ast.CallExpr)
	if !isCall || isMake(call) || isNamed(call.Fun, "new") || isConversion(call) {
		return nil
	}
	inside := at.around(assign)
	decl := inside.declaration()
	if decl == nil {
		return nil
	}
	if inner := inside.wrapped(call); inner != nil && len(assign.Lhs) == 1 {
		return inside.made(inner, depth-1)
	}
	started, _ := inside.startedAround()
	return &Ending{Call: "_ = " + ident.Name + ".Close()", Testing: inside.testing(), Function: declaredName(decl),
		Line: at.p.line(assign.Pos()), File: inside.f.path, HandedOn: inside.returns(ident.Obj), network: inside.isNetwork(call),
		Goroutine: started != nil && !inside.waitsBehind(started)}
}

// isConversion tells of `[]byte(text)` and the like.
func isConversion(call *ast.CallExpr) bool {
	switch ast.Unparen(call.Fun).(type) {
	case *ast.ArrayType, *ast.MapType, *ast.ChanType, *ast.FuncType, *ast.InterfaceType:
		return true
	}
	return false
}

// parameterNumber is which parameter of the declared function around a variable is, from 1 on.
func (at place) parameterNumber(variable *ast.Object) int {
	decl, n := at.declaration(), 0
	if decl == nil {
		return 0
	}
	for _, field := range decl.Type.Params.List {
		for _, name := range field.Names {
			if n++; name.Obj == variable {
				return n
			}
		}
	}
	return 0
}

// returns tells that the function around the place hands that variable back, also within what it returns.
func (at place) returns(variable *ast.Object) bool {
	body, _ := at.function()
	found := false
	ast.Inspect(body, func(node ast.Node) bool {
		back, ok := node.(*ast.ReturnStmt)
		if !ok {
			_, closure := node.(*ast.FuncLit)
			return !closure
		}
		for _, result := range back.Results {
			ast.Inspect(result, func(inner ast.Node) bool {
				ident, ok := inner.(*ast.Ident)
				found = found || ok && ident.Obj == variable
				return true
			})
		}
		return true
	})
	return found
}

// around is the place of a node of the package.
func (at place) around(wanted ast.Node) place {
	for _, f := range at.p.files {
		if f.ast.FileStart > wanted.Pos() || wanted.Pos() > f.ast.FileEnd {
			continue
		}
		var found []ast.Node
		walk(f.ast, func(node ast.Node, path []ast.Node) bool {
			if node == wanted {
				found = slices.Clone(path)
			}
			return true
		})
		return place{p: at.p, f: f, path: found}
	}
	return place{p: at.p, f: at.f}
}
