package main

import (
	"go/ast"
	"go/token"
)

// typed is a type as it is written in a file, or nothing.
type typed struct {
	expr ast.Expr
	file *file
}

// isQualified tells that it is, perhaps behind a pointer, a type of another package.
func (t typed) isQualified(path, name string) bool {
	expr := t.expr
	if star, ok := expr.(*ast.StarExpr); ok {
		expr = star.X
	}
	selector, ok := expr.(*ast.SelectorExpr)
	if !ok || selector.Sel.Name != name {
		return false
	}
	x, ok := selector.X.(*ast.Ident)
	return ok && t.file != nil && t.file.imports[x.Name] == path
}

// in is the place for questions about a type that is written in another file.
func (at place) in(f *file) place { return place{p: at.p, f: f, path: []ast.Node{f.ast}} }

// underlying looks through the names of types that this package declares.
func (at place) underlying(t typed) typed {
	for range 10 {
		ident, ok := ast.Unparen(t.expr).(*ast.Ident)
		if t.expr == nil || !ok {
			return t
		}
		decl := at.p.decls[ident.Name]
		if decl == nil {
			return t
		}
		spec, ok := decl.node.(*ast.TypeSpec)
		if !ok {
			return t
		}
		t = typed{spec.Type, decl.file}
	}
	return t
}

// Results of functions of the standard library that make what goroutines wait for.
var results = map[string]ast.Expr{
	"time.NewTicker": qualified("time", "Ticker"), "time.NewTimer": qualified("time", "Timer"),
	"time.AfterFunc":     qualified("time", "Timer"),
	"context.Background": qualified("context", "Context"), "context.TODO": qualified("context", "Context"),
	"context.WithCancel": qualified("context", "Context"), "context.WithTimeout": qualified("context", "Context"),
	"context.WithDeadline": qualified("context", "Context"), "context.WithValue": qualified("context", "Context"),
	"context.WithoutCancel": qualified("context", "Context"), "context.WithCancelCause": qualified("context", "Context"),
	"context.WithTimeoutCause": qualified("context", "Context"), "context.WithDeadlineCause": qualified("context", "Context"),
	"os/signal.NotifyContext": qualified("context", "Context"),
}

// standard stands for the file of a type that no file declares.
var standard = &file{imports: map[string]string{"time": "time", "context": "context"}}

func qualified(pkg, name string) ast.Expr {
	return &ast.SelectorExpr{X: ast.NewIdent(pkg), Sel: ast.NewIdent(name)}
}

// typeOf is the type of an expression, as far as declarations of the package tell.
func (at place) typeOf(expr ast.Expr) typed { return at.typeAt(expr, 12) }

func (at place) typeAt(expr ast.Expr, depth int) typed {
	if depth == 0 {
		return typed{}
	}
	switch expr := expr.(type) {
	case *ast.Ident:
		return at.typeOfIdent(expr, depth-1)
	case *ast.ParenExpr:
		return at.typeAt(expr.X, depth-1)
	case *ast.UnaryExpr:
		of := at.typeAt(expr.X, depth-1)
		if expr.Op == token.AND && of.expr != nil {
			return typed{&ast.StarExpr{X: of.expr}, of.file}
		}
		if channel, ok := at.underlying(of).expr.(*ast.ChanType); ok && expr.Op == token.ARROW {
			return typed{channel.Value, at.underlying(of).file}
		}
	case *ast.StarExpr:
		of := at.typeAt(expr.X, depth-1)
		if star, ok := of.expr.(*ast.StarExpr); ok {
			return typed{star.X, of.file}
		}
	case *ast.CompositeLit:
		return typed{expr.Type, at.f}
	case *ast.TypeAssertExpr:
		return typed{expr.Type, at.f}
	case *ast.SelectorExpr:
		if _, field := at.fieldAt(expr, depth-1); field != nil {
			return *field
		}
	case *ast.IndexExpr:
		of := at.underlying(at.typeAt(expr.X, depth-1))
		switch list := of.expr.(type) {
		case *ast.ArrayType:
			return typed{list.Elt, of.file}
		case *ast.MapType:
			return typed{list.Value, of.file}
		}
	case *ast.CallExpr:
		if at.isType(expr.Fun) {
			return typed{expr.Fun, at.f} // a conversion
		}
		return at.resultOf(expr, 0, depth-1)
	}
	return typed{}
}

// isType tells of an expression that it is the name of a type that the package declares.
func (at place) isType(expr ast.Expr) bool {
	ident, ok := ast.Unparen(expr).(*ast.Ident)
	if !ok || at.p.decls[ident.Name] == nil || ident.Obj != nil && ident.Obj.Kind != ast.Typ {
		return false
	}
	_, ok = at.p.decls[ident.Name].node.(*ast.TypeSpec)
	return ok
}

func (at place) typeOfIdent(ident *ast.Ident, depth int) typed {
	if ident.Obj != nil {
		return at.typeByDeclaration(ident.Name, ident.Obj.Decl, depth)
	}
	if decl := at.p.decls[ident.Name]; decl != nil {
		return at.in(decl.file).typeByDeclaration(ident.Name, decl.node, depth)
	}
	return typed{}
}

func (at place) typeByDeclaration(name string, decl any, depth int) typed {
	switch decl := decl.(type) {
	case *ast.Field:
		if list, ok := decl.Type.(*ast.Ellipsis); ok {
			return typed{&ast.ArrayType{Elt: list.Elt}, at.f}
		}
		return typed{decl.Type, at.f}
	case *ast.ValueSpec:
		if decl.Type != nil {
			return typed{decl.Type, at.f}
		}
		for i, each := range decl.Names {
			if each.Name == name && i < len(decl.Values) {
				return at.typeAt(decl.Values[i], depth)
			}
		}
	case *ast.AssignStmt:
		for i, left := range decl.Lhs {
			if !isNamed(left, name) {
				continue
			}
			if len(decl.Lhs) == len(decl.Rhs) {
				return at.ranged(decl.Rhs[i], i, depth)
			}
			if call, ok := decl.Rhs[0].(*ast.CallExpr); ok {
				return at.resultOf(call, i, depth)
			}
			if i == 0 {
				return at.ranged(decl.Rhs[0], i, depth)
			}
			if unary, ok := decl.Rhs[0].(*ast.UnaryExpr); ok && unary.Op == token.RANGE {
				return at.ranged(unary, i, depth)
			}
		}
	}
	return typed{}
}

// ranged is typeAt, and of the variables of a range loop the type of what they run over: the parser declares these by
// `k, v := range x`.
func (at place) ranged(expr ast.Expr, index, depth int) typed {
	unary, ok := expr.(*ast.UnaryExpr)
	if !ok || unary.Op != token.RANGE {
		return at.typeAt(expr, depth)
	}
	of := at.underlying(at.typeAt(unary.X, depth))
	switch over := of.expr.(type) {
	case *ast.ChanType:
		return typed{over.Value, of.file}
	case *ast.ArrayType:
		if index == 1 {
			return typed{over.Elt, of.file}
		}
	case *ast.MapType:
		if index == 1 {
			return typed{over.Value, of.file}
		}
		return typed{over.Key, of.file}
	}
	return typed{}
}

// called is the function or method of this package that is called, or nil.
func (at place) called(call *ast.CallExpr) *declared {
	name := ""
	switch fun := plainCall(call).Fun.(type) {
	case *ast.Ident:
		if fun.Obj == nil || fun.Obj.Kind == ast.Fun {
			name = fun.Name
		}
	case *ast.SelectorExpr:
		if owner := typeName(at.typeOf(fun.X).expr); owner != "" {
			name = owner + "." + fun.Sel.Name
		}
	}
	if decl := at.p.decls[name]; decl != nil {
		if _, ok := decl.node.(*ast.FuncDecl); ok {
			return decl
		}
	}
	return nil
}

// resultOf is the type of the n-th result of a call.
func (at place) resultOf(call *ast.CallExpr, n, depth int) typed {
	if isNamed(call.Fun, "make") && len(call.Args) > 0 {
		return typed{call.Args[0], at.f}
	}
	if isNamed(call.Fun, "new") && len(call.Args) == 1 {
		return typed{&ast.StarExpr{X: call.Args[0]}, at.f}
	}
	if fun, ok := call.Fun.(*ast.SelectorExpr); ok {
		if x, ok := fun.X.(*ast.Ident); ok && x.Obj == nil && at.f.imports[x.Name] != "" {
			if result := results[at.f.imports[x.Name]+"."+fun.Sel.Name]; result != nil && n == 0 {
				return typed{result, standard}
			}
			return typed{}
		}
	}
	if held := at.heldByPointer(call, depth); held.expr != nil && n == 0 {
		return held
	}
	results, declaredIn := at.resultsOf(call, depth)
	if results == nil {
		return at.resultByName(call, n)
	}
	for _, field := range results.List {
		for range max(1, len(field.Names)) {
			if n == 0 {
				return typed{field.Type, declaredIn}
			}
			n--
		}
	}
	return typed{}
}

// heldByPointer is what Load or Swap of an atomic.Pointer gives.
func (at place) heldByPointer(call *ast.CallExpr, depth int) typed {
	fun, ok := call.Fun.(*ast.SelectorExpr)
	if !ok || fun.Sel.Name != "Load" && fun.Sel.Name != "Swap" {
		return typed{}
	}
	of := at.typeAt(fun.X, depth-1)
	generic, ok := of.expr.(*ast.IndexExpr)
	if !ok || !(typed{generic.X, of.file}).isQualified("sync/atomic", "Pointer") {
		return typed{}
	}
	return typed{&ast.StarExpr{X: generic.Index}, of.file}
}

// resultsOf are the results of a function or method of the package, or of an interface that it declares.
func (at place) resultsOf(call *ast.CallExpr, depth int) (*ast.FieldList, *file) {
	if decl := at.called(call); decl != nil {
		return decl.node.(*ast.FuncDecl).Type.Results, decl.file
	}
	fun, ok := call.Fun.(*ast.SelectorExpr)
	if !ok {
		return nil, nil
	}
	of := at.underlying(at.typeAt(fun.X, depth-1))
	methods, ok := of.expr.(*ast.InterfaceType)
	if !ok {
		return nil, nil
	}
	for _, field := range methods.Methods.List {
		if signature, ok := field.Type.(*ast.FuncType); ok && len(field.Names) == 1 && field.Names[0].Name == fun.Sel.Name {
			return signature.Results, of.file
		}
	}
	return nil, nil
}

// resultByName: a method Context without arguments, of a type from elsewhere, gives a context (http.Request, testing.T,
// streams of gRPC): no other convention in Go is as strict.
func (at place) resultByName(call *ast.CallExpr, n int) typed {
	fun, ok := call.Fun.(*ast.SelectorExpr)
	if ok && n == 0 && fun.Sel.Name == "Context" && len(call.Args) == 0 {
		return typed{qualified("context", "Context"), standard}
	}
	return typed{}
}

// isContext tells that it is a context.Context, or a type of this package that embeds one.
func (at place) isContext(t typed, depth int) bool {
	if t.isQualified("context", "Context") {
		return true
	}
	structure := at.structure(typeName(t.expr))
	if structure == nil || depth == 0 {
		return false
	}
	declaredIn := at.p.decls[typeName(t.expr)].file
	for _, field := range structure.Fields.List {
		if len(field.Names) == 0 && at.isContext(typed{field.Type, declaredIn}, depth-1) {
			return true
		}
	}
	return false
}

// structure is the struct that this package declares under that name, or nil.
func (at place) structure(name string) *ast.StructType {
	decl := at.p.decls[name]
	if decl == nil {
		return nil
	}
	spec, ok := decl.node.(*ast.TypeSpec)
	if !ok {
		return nil
	}
	structure, _ := at.underlying(typed{spec.Type, decl.file}).expr.(*ast.StructType)
	return structure
}

// field is the type that has the field which a selector means, and the field's own type.
func (at place) field(selector *ast.SelectorExpr) (string, *typed) { return at.fieldAt(selector, 12) }

func (at place) fieldAt(selector *ast.SelectorExpr, depth int) (string, *typed) {
	owner := typeName(at.typeAt(selector.X, depth).expr)
	return at.fieldOf(owner, selector.Sel.Name, 4)
}

func (at place) fieldOf(owner, name string, depth int) (string, *typed) {
	structure := at.structure(owner)
	if structure == nil || depth == 0 {
		return "", nil
	}
	declaredIn := at.p.decls[owner].file
	for _, field := range structure.Fields.List {
		for _, each := range field.Names {
			if each.Name == name {
				return owner, &typed{field.Type, declaredIn}
			}
		}
		if len(field.Names) == 0 && typeName(field.Type) == name {
			return owner, &typed{field.Type, declaredIn}
		}
	}
	for _, field := range structure.Fields.List {
		if len(field.Names) == 0 {
			if deep, found := at.fieldOf(typeName(field.Type), name, depth-1); found != nil {
				return deep, found
			}
		}
	}
	return "", nil
}
