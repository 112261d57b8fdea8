package main

import "go/ast"

// closing finds what the call on the line waits at (`l.Accept()`, `conn.Read(buf)`), and where the variable of it was made: in
// the function around, or in the only one that hands it in. Nothing, where it comes from elsewhere or is closed somewhere.
func (f folders) closing(query Query) *Ending {
	p, file := f.find(query.File)
	if file == nil {
		return nil
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
			if fun, ok := node.Fun.(*ast.SelectorExpr); ok && waitsAt(fun.Sel.Name) {
				if made := at.made(fun.X, 3); made != nil && len(at.closesOf(node)) == 0 {
					found = append(found, made)
				}
			}
		}
		return true
	})
	if len(found) != 1 {
		return nil
	}
	return found[0]
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
			return handed[0].at.made(handed[0].expr, depth-1)
		}
		return nil
	}
	assign, ok := ident.Obj.Decl.(*ast.AssignStmt)
	if !ok || len(assign.Rhs) != 1 {
		return nil
	}
	if _, isCall := assign.Rhs[0].(*ast.CallExpr); !isCall {
		return nil
	}
	inside := at.around(assign)
	decl := inside.declaration()
	if decl == nil {
		return nil
	}
	return &Ending{Call: "_ = " + ident.Name + ".Close()", Testing: inside.testing(), Function: declaredName(decl),
		Line: at.p.line(assign.Pos()), File: inside.f.path}
}

// around is the place of a node of the package.
func (at place) around(wanted ast.Node) place {
	for _, f := range at.p.files {
		if f.ast.FileStart > wanted.Pos() || wanted.Pos() > f.ast.FileEnd {
			continue
		}
		var path, found []ast.Node
		ast.Inspect(f.ast, func(node ast.Node) bool {
			if node == nil {
				path = path[:len(path)-1]
				return true
			}
			path = append(path, node)
			if node == wanted {
				found = append([]ast.Node(nil), path...)
			}
			return true
		})
		return place{p: at.p, f: f, path: found}
	}
	return place{p: at.p, f: at.f}
}
