package main

import (
	"go/ast"
	"go/token"
	"slices"
)

// keeping tells what keeps the memory that was allocated on the line, or by what the line called: the statements behind it that
// put it into something that outlives the function.
func (f folders) keeping(query Query) *Keeping {
	p, file := f.find(query.File)
	if file == nil {
		return nil
	}
	at := statementOnLine(p, file, query.Line)
	decl := at.declaration()
	if decl == nil && len(at.path) > 0 {
		_, returns := at.node().(*ast.ReturnStmt)
		return &Keeping{Handed: returns} // of a closure in a variable of the package: a pool's New
	}
	if decl == nil || decl.Body == nil {
		return nil
	}
	trace := &trace{
		at: at.body(&declared{file, decl}), first: at.node(),
		held: map[*ast.Object]bool{}, linked: map[channelKey]bool{}, seen: map[*ast.FuncDecl]bool{decl: true},
	}
	trace.begin(at.node().(ast.Stmt))
	trace.follow(decl.Body)
	return &trace.out
}

// statementOnLine is the innermost statement without a body on that line; nothing where two stand there.
func statementOnLine(p *pkg, f *file, line int) place {
	var found place
	several := false
	walk(f.ast, func(node ast.Node, path []ast.Node) bool {
		switch node.(type) {
		case *ast.AssignStmt, *ast.ExprStmt, *ast.ReturnStmt, *ast.SendStmt, *ast.DeclStmt:
			if p.line(node.Pos()) <= line && line <= p.line(node.End()-1) {
				several = several || len(found.path) > 0 && !slices.Contains(path, found.node())
				found = place{p: p, f: f, path: slices.Clone(path)}
			}
		}
		return true
	})
	if several {
		return place{}
	}
	return found
}

// trace follows values through the variables of a function: each that may hold the memory.
type trace struct {
	at     place
	first  ast.Node // the statement that allocates
	held   map[*ast.Object]bool
	linked map[channelKey]bool    // what the memory refers to itself: `e.next = head`
	seen   map[*ast.FuncDecl]bool // functions that were gone into
	out    Keeping
	grown  bool // a variable was found in the last pass
}

// begin takes what the statement of the line gives for what holds the memory.
func (t *trace) begin(stmt ast.Stmt) {
	switch stmt := stmt.(type) {
	case *ast.AssignStmt:
		for i, left := range stmt.Lhs {
			t.put(left, stmt.Rhs[min(i, len(stmt.Rhs)-1)], stmt)
		}
	case *ast.DeclStmt:
		for _, spec := range stmt.Decl.(*ast.GenDecl).Specs {
			if values, ok := spec.(*ast.ValueSpec); ok {
				for _, name := range values.Names {
					t.hold(name)
				}
			}
		}
	case *ast.ReturnStmt:
		t.out.Handed = true
	case *ast.SendStmt:
		t.store(stmt.Chan, stmt)
	case *ast.ExprStmt:
		if call, ok := stmt.X.(*ast.CallExpr); ok {
			t.beginCall(call, stmt)
		}
	}
}

// beginCall: what is called has put the memory into its receiver, or into what a pointer that it is given means.
func (t *trace) beginCall(call *ast.CallExpr, stmt ast.Stmt) {
	if fun, ok := call.Fun.(*ast.SelectorExpr); ok && !t.at.isImport(fun.X) {
		t.beginAt(fun.X, stmt)
	}
	for _, arg := range call.Args {
		unary, isUnary := arg.(*ast.UnaryExpr)
		_, pointer := t.at.typeOf(arg).expr.(*ast.StarExpr)
		switch {
		case isUnary && unary.Op == token.AND:
			t.beginAt(unary.X, stmt)
		case pointer:
			t.beginAt(arg, stmt)
		}
	}
}

func (t *trace) beginAt(expr ast.Expr, stmt ast.Stmt) {
	if root := t.local(expr); root != nil {
		t.held[root] = true
		return
	}
	t.store(expr, stmt)
}

// follow looks at the body until no more variables hold the memory.
func (t *trace) follow(body *ast.BlockStmt) {
	for t.grown = true; t.grown; {
		t.grown = false
		ast.Inspect(body, func(node ast.Node) bool {
			switch node := node.(type) {
			case *ast.AssignStmt:
				for i, left := range node.Lhs {
					right := node.Rhs[min(i, len(node.Rhs)-1)]
					if t.carries(right) {
						t.put(left, right, node)
					} else if t.carries(left) {
						t.linked[t.at.key(right)] = true
					}
				}
			case *ast.CallExpr:
				t.givenToLibrary(node)
			case *ast.ValueSpec:
				for i, name := range node.Names {
					if i < len(node.Values) && t.carries(node.Values[i]) {
						t.hold(name)
					}
				}
			case *ast.SendStmt:
				if t.carries(node.Value) {
					t.store(node.Chan, node)
				}
			case *ast.ExprStmt:
				if call, ok := node.X.(*ast.CallExpr); ok {
					t.given(call, node)
				}
			case *ast.ReturnStmt:
				t.out.Handed = t.out.Handed || slices.ContainsFunc(node.Results, t.carries) || len(node.Results) == 0 && t.holdsResult()
			}
			return true
		})
	}
}

// put is an assignment of the memory.
func (t *trace) put(left, right ast.Expr, stmt ast.Stmt) {
	if root := t.local(left); root != nil {
		t.grown = t.grown || !t.held[root]
		t.held[root] = true
		return
	}
	_, isElement := ast.Unparen(left).(*ast.IndexExpr)
	if key := t.at.key(left); isElement || t.linked[key] || t.mentions(right, key) {
		t.store(left, stmt) // what is only replaced does not grow
	}
}

// givenToLibrary is a call of the standard library that keeps what it is given, or what its statement allocates.
func (t *trace) givenToLibrary(call *ast.CallExpr) {
	fun, ok := call.Fun.(*ast.SelectorExpr)
	if !ok || !t.isFirst(call) && !slices.ContainsFunc(call.Args, t.carries) {
		return
	}
	switch {
	case t.at.isPackage(fun.X, "time") && fun.Sel.Name == "AfterFunc":
		t.note("the timer", call)
	case t.at.isPackage(fun.X, "context") && len(call.Args) > 0 && (slices.Contains(cancelNames, fun.Sel.Name) || fun.Sel.Name == "AfterFunc"):
		t.store(t.parent(call.Args[0]), call)
	}
}

func (t *trace) isFirst(node ast.Node) bool {
	return t.first != nil && t.first.Pos() <= node.Pos() && node.End() <= t.first.End()
}

// parent is the context behind values that were put around it; the memory is in one of these, or in the child.
func (t *trace) parent(expr ast.Expr) ast.Expr {
	expr = ast.Unparen(expr)
	if ident, ok := expr.(*ast.Ident); ok && t.local(ident) != nil {
		if assign, ok := ident.Obj.Decl.(*ast.AssignStmt); ok && assign.Tok == token.DEFINE && len(assign.Rhs) == 1 {
			expr = assign.Rhs[0]
		}
	}
	call, ok := expr.(*ast.CallExpr)
	if !ok || len(call.Args) == 0 {
		return expr
	}
	fun, ok := call.Fun.(*ast.SelectorExpr)
	if ok && t.at.isPackage(fun.X, "context") && (fun.Sel.Name == "WithValue" || fun.Sel.Name == "WithoutCancel") {
		return t.parent(call.Args[0])
	}
	return expr
}

func (t *trace) hold(name *ast.Ident) {
	if name.Obj != nil {
		t.grown = t.grown || !t.held[name.Obj]
		t.held[name.Obj] = true
	}
}

// given is a call that is handed the memory: a method of what outlives the function, or a function of the package.
func (t *trace) given(call *ast.CallExpr, stmt ast.Stmt) {
	if !slices.ContainsFunc(call.Args, t.carries) {
		return
	}
	if t.at.called(call) != nil {
		t.carriedBy(call)
		return
	}
	if fun, ok := call.Fun.(*ast.SelectorExpr); ok && !t.at.isImport(fun.X) {
		if root := t.local(fun.X); root != nil {
			t.grown = t.grown || !t.held[root]
			t.held[root] = true
			return
		}
		t.store(fun.X, stmt)
	}
}

// local is the variable that the function made, in which the expression lies: what is put there is gone with the function, or goes
// where the variable goes, results with a name too. Parameters, receivers and variables of the package are none.
func (t *trace) local(expr ast.Expr) *ast.Object {
	switch expr := ast.Unparen(expr).(type) {
	case *ast.Ident:
		if expr.Obj == nil || expr.Obj.Kind != ast.Var || t.at.key(expr).name != "" {
			return nil
		}
		if field, ok := expr.Obj.Decl.(*ast.Field); ok && !t.isResult(field) {
			return nil
		}
		return expr.Obj
	case *ast.SelectorExpr:
		return t.local(expr.X)
	case *ast.IndexExpr:
		return t.local(expr.X)
	case *ast.StarExpr:
		return t.local(expr.X)
	}
	return nil
}

func (t *trace) isResult(field *ast.Field) bool {
	decl := t.at.declaration()
	return decl != nil && decl.Type.Results != nil && slices.Contains(decl.Type.Results.List, field)
}

// holdsResult tells that a return without values gives the memory back.
func (t *trace) holdsResult() bool {
	for object := range t.held {
		if field, ok := object.Decl.(*ast.Field); ok && t.isResult(field) {
			return true
		}
	}
	return false
}

// store notes a statement that puts the memory into something that has a name in this package.
func (t *trace) store(where ast.Expr, statement ast.Node) {
	if key := t.at.key(where); key.name != "" {
		t.note(key.name, statement)
	}
}

func (t *trace) note(holder string, statement ast.Node) {
	store := Store{Holder: holder, Text: t.at.p.text(t.at.f, statement), File: t.at.f.path, Line: t.at.p.line(statement.Pos())}
	if !slices.Contains(t.out.Stores, store) {
		t.out.Stores = append(t.out.Stores, store)
	}
}

// carries tells that the value of the expression refers to what one of the variables holds.
func (t *trace) carries(expr ast.Expr) bool {
	switch expr := ast.Unparen(expr).(type) {
	case *ast.Ident:
		return expr.Obj != nil && t.held[expr.Obj]
	case *ast.UnaryExpr:
		return expr.Op == token.AND && t.carries(expr.X)
	case *ast.StarExpr:
		return t.carries(expr.X)
	case *ast.SelectorExpr:
		return t.carries(expr.X)
	case *ast.IndexExpr:
		return t.carries(expr.X)
	case *ast.SliceExpr:
		return t.carries(expr.X)
	case *ast.TypeAssertExpr:
		return t.carries(expr.X)
	case *ast.KeyValueExpr:
		return t.carries(expr.Value)
	case *ast.CompositeLit:
		return slices.ContainsFunc(expr.Elts, t.carries)
	case *ast.FuncLit:
		return t.uses(expr)
	case *ast.CallExpr:
		return t.carriedBy(expr)
	}
	return false
}

func (t *trace) uses(closure *ast.FuncLit) bool {
	found := false
	ast.Inspect(closure.Body, func(node ast.Node) bool {
		ident, ok := node.(*ast.Ident)
		found = found || ok && ident.Obj != nil && t.held[ident.Obj]
		return !found
	})
	return found
}

// carriedBy tells it of a call's result: append, a method of what holds the memory, a conversion, a function of the package that
// hands on what it is given.
func (t *trace) carriedBy(call *ast.CallExpr) bool {
	if isNamed(call.Fun, "append") {
		return slices.ContainsFunc(call.Args, t.carries)
	}
	if fun, ok := call.Fun.(*ast.SelectorExpr); ok && t.at.isPackage(fun.X, "context") {
		return slices.ContainsFunc(call.Args, t.carries) // a child has its parent's values
	}
	if decl := t.at.called(call); decl != nil {
		return t.handedOn(call, decl)
	}
	switch fun := call.Fun.(type) {
	case *ast.SelectorExpr:
		return t.carries(fun.X)
	case *ast.Ident:
		if decl := t.at.p.decls[fun.Name]; decl != nil && fun.Obj == nil || decl != nil && fun.Obj.Kind == ast.Typ {
			_, isType := decl.node.(*ast.TypeSpec)
			return isType && slices.ContainsFunc(call.Args, t.carries)
		}
	}
	return false
}

// handedOn goes into a function of the package that is given the memory, and tells whether it gives it back.
func (t *trace) handedOn(call *ast.CallExpr, decl *declared) bool {
	function := decl.node.(*ast.FuncDecl)
	if function.Body == nil || t.seen[function] {
		return false
	}
	inner := &trace{at: t.at.body(decl), held: map[*ast.Object]bool{}, linked: map[channelKey]bool{}, seen: t.seen}
	n := 0
	for _, field := range function.Type.Params.List {
		_, rest := field.Type.(*ast.Ellipsis)
		for _, name := range field.Names {
			given := call.Args[min(n, len(call.Args)):min(n+1, len(call.Args))]
			if rest {
				given = call.Args[min(n, len(call.Args)):]
			}
			if n++; name.Obj != nil && slices.ContainsFunc(given, t.carries) {
				inner.held[name.Obj] = true
			}
		}
	}
	if len(inner.held) == 0 {
		return false
	}
	t.seen[function] = true
	inner.follow(function.Body)
	delete(t.seen, function)
	for _, store := range inner.out.Stores {
		if !slices.Contains(t.out.Stores, store) {
			t.out.Stores = append(t.out.Stores, store)
		}
	}
	return inner.out.Handed
}

// mentions tells that the expression reads what the key means: `head = &node{head}`.
func (t *trace) mentions(expr ast.Expr, key channelKey) bool {
	found := false
	ast.Inspect(expr, func(node ast.Node) bool {
		if inner, ok := node.(ast.Expr); ok && key.name != "" {
			found = found || t.at.key(inner) == key
		}
		return !found
	})
	return found
}
