package main

import (
	"go/ast"
	"go/token"
)

// onceAt tells of a line of a stack what keeps it from running twice in one process: the innermost such thing around the line in its
// function (Ending.Call, its line), else the head of a loop without a bound (LoopLine). About is empty, or what the line calls there:
// `Do` of a sync.Once or what sync.OnceFunc made, else a method. HandedOn tells that what is called belongs to the receiver of the
// method around the line: then whoever calls that method may tell.
func (p *pkg) onceAt(f *file, query Query) Facts {
	facts := Facts{Statement: query.Wait, Ending: &Ending{}}
	at := p.innermostOn(f, query.Line)
	if len(at.path) == 0 {
		return facts
	}
	if len(query.About) == 1 && at.onceByCall(query, facts.Ending) {
		return facts
	}
	_, begin := at.function()
	for i := len(at.path) - 1; i >= begin && i > 0; i-- {
		around := place{p: p, f: f, path: at.path[:i+1]}
		if guard := around.guard(at.path[min(i+1, len(at.path)-1)]); guard != nil {
			facts.Ending.Call, facts.Ending.Line = p.text(f, guard), p.line(guard.Pos())
			return facts
		}
		if around.isUnbounded() {
			facts.LoopLine = p.line(around.node().Pos())
			return facts
		}
	}
	return facts
}

// innermostOn is the innermost statement or function on the line: of a call over several lines that with the call.
func (p *pkg) innermostOn(f *file, line int) place {
	var found place
	walk(f.ast, func(node ast.Node, path []ast.Node) bool {
		if !p.onLines(node, line) {
			return false
		}
		switch node := node.(type) {
		case *ast.FuncLit:
			if p.line(node.Pos()) == line && p.line(node.End()) > line {
				return false // the line calls what it is handed to
			}
			found = place{p: p, f: f, path: append([]ast.Node(nil), path...)}
		case ast.Stmt, *ast.FuncDecl, *ast.ValueSpec:
			found = place{p: p, f: f, path: append([]ast.Node(nil), path...)}
		}
		return true
	})
	return found
}

// onceByCall: the call on the line is made once a process, whoever makes it.
func (at place) onceByCall(query Query, out *Ending) bool {
	done := false
	ast.Inspect(at.node(), func(node ast.Node) bool {
		call, ok := node.(*ast.CallExpr)
		if !ok || done {
			return !done
		}
		fun, selector := call.Fun.(*ast.SelectorExpr)
		switch {
		case query.About[0] != "Do":
			if selector && fun.Sel.Name == query.About[0] && at.isOfPackage(fun.X) {
				done, out.Call = true, at.p.text(at.f, fun)
			}
		case selector && fun.Sel.Name == "Do":
			done, out.Call, out.HandedOn = at.onceVariable(fun)
		case at.madeByOnce(call.Fun):
			done, out.Call = true, at.p.text(at.f, call.Fun)
		}
		if done {
			out.Line = at.p.line(call.Pos())
		}
		return !done
	})
	return done
}

// onceVariable tells of `x.Do` whether x is a sync.Once that is there once a process, or a field of the receiver.
func (at place) onceVariable(do *ast.SelectorExpr) (known bool, text string, receiver bool) {
	if !at.typeOf(do.X).isQualified("sync", "Once") {
		return false, "", false
	}
	if at.isOfPackage(do.X) {
		return true, at.p.text(at.f, do), false
	}
	decl, root := at.declaration(), firstName(do.X)
	if decl == nil || decl.Recv == nil || root == nil || root.Obj == nil || len(decl.Recv.List[0].Names) != 1 {
		return false, "", false
	}
	own := root.Obj == decl.Recv.List[0].Names[0].Obj && !at.p.isFieldSet(do.X)
	return own, "", own
}

// madeByOnce tells of a variable of the package that sync.OnceFunc, OnceValue or OnceValues made what it holds.
func (at place) madeByOnce(expr ast.Expr) bool {
	name, ok := ast.Unparen(expr).(*ast.Ident)
	if !ok || !at.isOfPackage(name) {
		return false
	}
	decl := at.p.decls[name.Name]
	spec, ok := decl.node.(*ast.ValueSpec)
	if !ok || len(spec.Names) != len(spec.Values) {
		return false
	}
	for i, each := range spec.Names {
		if each.Name == name.Name {
			return place{p: at.p, f: decl.file}.isOnceMaker(spec.Values[i])
		}
	}
	return false
}

func (at place) isOnceMaker(expr ast.Expr) bool {
	call, ok := ast.Unparen(expr).(*ast.CallExpr)
	if !ok {
		return false
	}
	fun, ok := plainCall(call).Fun.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	x, ok := fun.X.(*ast.Ident)
	name := fun.Sel.Name
	return ok && at.f.imports[x.Name] == "sync" && (name == "OnceFunc" || name == "OnceValue" || name == "OnceValues")
}

// guard is what lets the node, which is around the place or one of its statements, run once a process; nil: nothing there does.
// `inner` is what lies in it on the way to the place.
func (at place) guard(inner ast.Node) ast.Node {
	switch node := at.node().(type) {
	case *ast.FuncLit:
		if len(at.path) < 2 {
			return nil
		}
		call, ok := at.path[len(at.path)-2].(*ast.CallExpr)
		if !ok {
			return nil
		}
		if fun, isDo := call.Fun.(*ast.SelectorExpr); isDo && fun.Sel.Name == "Do" {
			if known, _, receiver := at.onceVariable(fun); known && !receiver {
				return fun
			}
		}
		if spec, isVariable := at.path[len(at.path)-3].(*ast.ValueSpec); isVariable && len(at.path) == 5 && at.isOnceMaker(call) &&
			at.isOfPackage(spec.Names[0]) {
			return spec.Names[0]
		}
	case *ast.IfStmt:
		if inner == ast.Node(node.Body) && at.isOnceCondition(node.Cond, token.EQL, node.Body) {
			return node.Cond
		}
	case *ast.BlockStmt:
		return at.guardInFront(node, inner)
	}
	return nil
}

// guardInFront is the condition of an `if` that leaves the function in front of the statement, unless it is the first time.
func (at place) guardInFront(block *ast.BlockStmt, inner ast.Node) ast.Node {
	for i, stmt := range block.List {
		if stmt == inner {
			return nil
		}
		branch, ok := stmt.(*ast.IfStmt)
		if !ok || branch.Else != nil || len(branch.Body.List) == 0 {
			continue
		}
		_, leaves := branch.Body.List[len(branch.Body.List)-1].(*ast.ReturnStmt)
		rest := &ast.BlockStmt{Lbrace: branch.End(), List: block.List[i+1:], Rbrace: block.Rbrace}
		if leaves && at.isOnceCondition(branch.Cond, token.NEQ, rest) {
			return branch.Cond
		}
	}
	return nil
}
