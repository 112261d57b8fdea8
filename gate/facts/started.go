package main

import (
	"go/ast"
	"go/token"
	"strings"
)

// startedAround is the innermost go statement around the place whose closure the place is in, and that closure; nil: none, or a
// test of its own is nearer.
func (at place) startedAround() (*ast.GoStmt, *ast.FuncLit) {
	for i := len(at.path) - 1; i >= 2; i-- {
		literal, ok := at.path[i].(*ast.FuncLit)
		if !ok {
			continue
		}
		if at.testingIn(literal.Type) != "" {
			return nil, nil
		}
		started, ok := at.path[i-2].(*ast.GoStmt)
		if call, isCall := at.path[i-1].(*ast.CallExpr); ok && isCall && call.Fun == ast.Expr(literal) {
			return started, literal
		}
	}
	return nil, nil
}

// isDeclaredOutside tells of what a method is called on that it was there before the closure.
func isDeclaredOutside(call *ast.CallExpr, literal *ast.FuncLit) bool {
	fun, ok := call.Fun.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	root := firstName(fun.X)
	return root != nil && (root.Obj == nil || root.Obj.Pos() < literal.Pos() || root.Obj.Pos() > literal.End())
}

// waitsBehind tells that the function around a go statement may wait for it: behind it there is a receive, a `select`, a range
// loop over what may be a channel, or a call of a Wait.
func (at place) waitsBehind(started *ast.GoStmt) bool {
	decl := at.declaration()
	if decl == nil || decl.Body == nil {
		return true
	}
	found := false
	ast.Inspect(decl.Body, func(node ast.Node) bool {
		if node == nil || node == ast.Node(started) || node.End() < started.Pos() {
			return false
		}
		switch node := node.(type) {
		case *ast.GoStmt:
			return false
		case *ast.UnaryExpr:
			found = found || node.Op == token.ARROW && node.Pos() > started.End()
		case *ast.SelectStmt:
			found = found || node.Pos() > started.End()
		case *ast.RangeStmt:
			_, channel := at.underlying(at.typeOf(node.X)).expr.(*ast.ChanType)
			found = found || channel && node.Pos() > started.End()
		case *ast.CallExpr:
			name := calledName(node)
			found = found || node.Pos() > started.End() && (strings.HasPrefix(name, "Wait") || strings.HasPrefix(name, "Eventually"))
		}
		return true
	})
	return found
}

// calledAt is where the function around the line makes that call already, on the same variable; 0: nowhere.
func (e *ender) calledAt(call string) int {
	decl := e.at.declaration()
	if decl == nil || decl.Body == nil {
		return 0
	}
	wanted := call[strings.LastIndex(call, "= ")+1:]
	wanted = strings.TrimSpace(wanted[:strings.LastIndex(wanted, "(")])
	variable := e.variable
	if fun, ok := e.at.node().(*ast.CallExpr).Fun.(*ast.SelectorExpr); ok && e.direct {
		variable = rootOf(fun.X)
	}
	line := 0
	walk(decl.Body, func(node ast.Node, path []ast.Node) bool {
		other, ok := node.(*ast.SelectorExpr)
		if ok && line == 0 && e.at.p.text(e.at.f, other) == wanted && rootOf(other) == variable && !isConditional(path) {
			line = e.at.p.line(other.Pos())
		}
		return line == 0
	})
	return line
}

// isConditional tells of the last node of a path that some branch leads to it: where that is not taken it does not run.
func isConditional(path []ast.Node) bool {
	for i, node := range path[:len(path)-1] {
		switch around := node.(type) {
		case *ast.IfStmt:
			if path[i+1] == ast.Node(around.Body) || path[i+1] == around.Else {
				return true
			}
		case *ast.CaseClause, *ast.CommClause:
			return true
		}
	}
	return false
}

// firstName is the name in front of all fields, or nil.
func firstName(expr ast.Expr) *ast.Ident {
	for {
		switch inner := expr.(type) {
		case *ast.SelectorExpr:
			expr = inner.X
		case *ast.ParenExpr:
			expr = inner.X
		case *ast.Ident:
			return inner
		default:
			return nil
		}
	}
}

// rootOf is the variable in front of all fields.
func rootOf(expr ast.Expr) *ast.Object {
	if name := firstName(expr); name != nil {
		return name.Obj
	}
	return nil
}

// ownClose is the method by which a value is ended of the type whose method that function is, else of one that it returns: by
// the names that Go's own library has for that. What it ends nobody asks here.
func (p *pkg) ownClose(query Query) *Ending {
	if len(query.About) != 1 {
		return nil
	}
	decl := p.declOf(query.About[0])
	if decl == nil {
		return nil
	}
	function := decl.node.(*ast.FuncDecl)
	if receiver := receiverName(function); receiver != "" {
		return p.closeOf(receiver, decl)
	}
	if function.Type.Results == nil {
		return nil
	}
	for _, result := range function.Type.Results.List {
		if found := p.closeOf(typeName(result.Type), decl); found != nil {
			return found
		}
		if isCloser(result.Type) {
			return &Ending{Call: anyCloser, File: decl.file.path, Line: p.line(function.Pos())}
		}
	}
	return nil
}

// closeOf is that of a type or an interface of the package.
func (p *pkg) closeOf(name string, but *declared) *Ending {
	decl := p.decls[name]
	if decl == nil {
		return nil
	}
	for _, method := range []string{"Close", "Stop", "Shutdown"} {
		if found := p.declOf(name + "." + method); found != nil && found != but && endsReceiver(found.node.(*ast.FuncDecl).Type) {
			return &Ending{Call: declaredName(found.node.(*ast.FuncDecl)), File: found.file.path, Line: p.line(found.node.Pos())}
		}
		spec, isType := decl.node.(*ast.TypeSpec)
		if !isType {
			return nil
		}
		if kind, ok := spec.Type.(*ast.InterfaceType); ok {
			if found := p.methodOf(kind, method); found != nil && endsReceiver(p.signatureOf(kind, method)) {
				return &Ending{Call: name + "." + method, File: decl.file.path, Line: p.line(found.Pos())}
			}
		}
	}
	return nil
}

// endsReceiver tells of a method of such a name that it is about its receiver: what it is given says how or how long, and not what.
// `Stop(id string)` of a client ends something elsewhere.
func endsReceiver(signature *ast.FuncType) bool {
	if signature == nil {
		return true // of another package's, which is embedded
	}
	for _, field := range signature.Params.List {
		switch kind := field.Type.(type) {
		case *ast.Ellipsis, *ast.FuncType, *ast.ChanType:
		case *ast.Ident:
			if kind.Name != "bool" && kind.Name != "error" {
				return false
			}
		case *ast.SelectorExpr:
			if name := kind.Sel.Name; name != "Context" && name != "Duration" && name != "TB" {
				return false
			}
		case *ast.StarExpr:
			if name := typeName(kind); name != "T" && name != "B" && name != "WaitGroup" {
				return false
			}
		default:
			return false
		}
	}
	return true
}

// signatureOf is that of a method which an interface lists itself.
func (p *pkg) signatureOf(kind *ast.InterfaceType, name string) *ast.FuncType {
	for _, field := range kind.Methods.List {
		if signature, ok := field.Type.(*ast.FuncType); ok && len(field.Names) == 1 && field.Names[0].Name == name {
			return signature
		}
	}
	return nil
}

// lastLine is where the statement around the place ends, which may be one over several lines; not of what has a body.
func (at place) lastLine() int {
	for i := len(at.path) - 1; i >= 0; i-- {
		switch at.path[i].(type) {
		case *ast.AssignStmt, *ast.ExprStmt, *ast.DeclStmt:
			return at.p.line(at.path[i].End() - 1)
		case *ast.BlockStmt, *ast.FuncLit:
			return 0
		}
	}
	return 0
}
