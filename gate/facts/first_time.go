package main

import (
	"go/ast"
	"go/token"
	"strings"
)

// isOnceCondition tells of a condition that it holds the first time alone (equal: token.EQL), or every time but the first
// (token.NEQ), as `body` sets what it asks for and nothing else in the package does.
func (at place) isOnceCondition(cond ast.Expr, equal token.Token, body *ast.BlockStmt) bool {
	switch cond := ast.Unparen(cond).(type) {
	case *ast.BinaryExpr:
		if cond.Op == token.LAND && equal == token.EQL {
			return at.isOnceCondition(cond.X, equal, body) || at.isOnceCondition(cond.Y, equal, body)
		}
		return cond.Op == equal && isNamed(cond.Y, "nil") && at.isSetOnlyIn(cond.X, body)
	case *ast.UnaryExpr:
		if cond.Op != token.NOT {
			return false
		}
		if call, ok := ast.Unparen(cond.X).(*ast.CallExpr); ok {
			return equal == token.NEQ && at.isFirstSwap(call)
		}
		return equal == token.EQL && at.isSetOnlyIn(cond.X, body)
	case *ast.CallExpr:
		return equal == token.EQL && at.isFirstSwap(cond)
	case *ast.Ident, *ast.SelectorExpr:
		return equal == token.NEQ && at.isSetOnlyIn(cond, body)
	}
	return false
}

// isFirstSwap tells of a compare-and-swap that it succeeds once a process: nothing takes the variable back.
func (at place) isFirstSwap(call *ast.CallExpr) bool {
	fun, ok := call.Fun.(*ast.SelectorExpr)
	if !ok || !strings.HasPrefix(fun.Sel.Name, "CompareAndSwap") {
		return false
	}
	variable, args := fun.X, call.Args
	if x, isName := fun.X.(*ast.Ident); isName && x.Obj == nil && at.f.imports[x.Name] == "sync/atomic" && len(args) == 3 {
		address, isAddress := args[0].(*ast.UnaryExpr)
		if !isAddress || address.Op != token.AND {
			return false
		}
		variable, args = address.X, args[1:]
	}
	name, ok := ast.Unparen(variable).(*ast.Ident)
	if !ok || len(args) != 2 || !isZero(args[0]) || isZero(args[1]) || at.variableOf(name) == nil {
		return false
	}
	only := true
	at.p.usesOf(name.Name, func(f *file, use *ast.Ident, path []ast.Node) {
		if len(path) < 2 {
			return
		}
		switch around := path[len(path)-2].(type) {
		case *ast.ValueSpec:
		case *ast.SelectorExpr:
			method := around.Sel.Name
			only = only && (method == "Load" || method == fun.Sel.Name && sameSwap(path, call, at.p, at.f, f))
		case *ast.UnaryExpr:
			only = only && sameSwap(path, call, at.p, at.f, f)
		default:
			only = false
		}
	})
	return only
}

// sameSwap tells that the use at the end of the path is in the same call, word for word, or in a plain atomic load.
func sameSwap(path []ast.Node, call *ast.CallExpr, p *pkg, own, other *file) bool {
	for i := len(path) - 1; i >= max(0, len(path)-4); i-- {
		if found, ok := path[i].(*ast.CallExpr); ok {
			return p.text(other, found) == p.text(own, call) || strings.HasPrefix(calledName(found), "Load")
		}
	}
	return false
}

func isZero(expr ast.Expr) bool {
	switch expr := ast.Unparen(expr).(type) {
	case *ast.BasicLit:
		return expr.Value == "0"
	case *ast.Ident:
		return expr.Name == "false" || expr.Name == "nil"
	}
	return false
}

// isSetOnlyIn tells of a variable of the package that it is empty at first, that the body gives it a value, and that nothing
// else in the package does.
func (at place) isSetOnlyIn(expr ast.Expr, body *ast.BlockStmt) bool {
	name, ok := ast.Unparen(expr).(*ast.Ident)
	if !ok {
		return false
	}
	if spec := at.variableOf(name); spec == nil || len(spec.Values) > 0 {
		return false
	}
	set, elsewhere := false, false
	at.p.usesOf(name.Name, func(_ *file, use *ast.Ident, path []ast.Node) {
		if len(path) < 2 {
			return
		}
		switch around := path[len(path)-2].(type) {
		case *ast.AssignStmt:
			for i, left := range around.Lhs {
				if left != ast.Expr(use) {
					continue
				}
				empty := len(around.Lhs) == len(around.Rhs) && isZero(around.Rhs[i])
				inside := body.Pos() <= around.Pos() && around.End() <= body.End()
				set, elsewhere = set || inside && !empty, elsewhere || !inside || empty
			}
		case *ast.UnaryExpr:
			elsewhere = elsewhere || around.Op == token.AND
		}
	})
	return set && !elsewhere
}

// variableOf is the declaration of a variable of the package; nil: it is none, or other packages can set it.
func (at place) variableOf(name *ast.Ident) *ast.ValueSpec {
	if name == nil || name.IsExported() || at.p.decls[name.Name] == nil {
		return nil
	}
	spec, ok := at.p.decls[name.Name].node.(*ast.ValueSpec)
	if !ok || name.Obj != nil && name.Obj.Decl != ast.Node(spec) {
		return nil
	}
	return spec
}

// isOfPackage tells of an expression that it is an unexported variable of the package, or in a field of one, and that nothing
// sets it anew.
func (at place) isOfPackage(expr ast.Expr) bool {
	name := firstName(expr)
	if at.variableOf(name) == nil {
		return false
	}
	whole, anew := at.p.plain(expr), false
	at.p.usesOf(name.Name, func(_ *file, _ *ast.Ident, path []ast.Node) {
		for i := len(path) - 2; i > 0; i-- {
			switch around := path[i].(type) {
			case *ast.AssignStmt:
				for _, left := range around.Lhs {
					anew = anew || left == path[i+1] && isPrefix(at.p.plain(left), whole)
				}
				return
			case *ast.UnaryExpr:
				anew = anew || around.Op == token.AND
				return
			case *ast.SelectorExpr, *ast.ParenExpr, *ast.StarExpr:
			default:
				return
			}
		}
	})
	return !anew && !at.p.isFieldSet(expr)
}

// isFieldSet tells of a field that some statement of the package sets it anew, by whatever name it has what has the field.
func (p *pkg) isFieldSet(expr ast.Expr) bool {
	field, ok := ast.Unparen(expr).(*ast.SelectorExpr)
	if !ok {
		return false
	}
	set := false
	for _, f := range p.files {
		ast.Inspect(f.ast, func(node ast.Node) bool {
			if assign, ok := node.(*ast.AssignStmt); ok {
				for _, left := range assign.Lhs {
					other, isField := left.(*ast.SelectorExpr)
					set = set || isField && other.Sel.Name == field.Sel.Name
				}
			}
			return !set
		})
	}
	return set
}

// plain is an expression of names and fields; empty: another one.
func (p *pkg) plain(expr ast.Expr) string {
	switch expr := ast.Unparen(expr).(type) {
	case *ast.Ident:
		return expr.Name
	case *ast.SelectorExpr:
		if of := p.plain(expr.X); of != "" {
			return of + "." + expr.Sel.Name
		}
	case *ast.StarExpr:
		return p.plain(expr.X)
	}
	return ""
}

func isPrefix(outer, inner string) bool {
	return outer == "" || outer == inner || strings.HasPrefix(inner, outer+".")
}

// usesOf hands over each use of a variable of the package, with all that it lies in; also where it is declared.
func (p *pkg) usesOf(name string, visit func(f *file, use *ast.Ident, path []ast.Node)) {
	for _, f := range p.files {
		walk(f.ast, func(node ast.Node, path []ast.Node) bool {
			use, ok := node.(*ast.Ident)
			if !ok || use.Name != name {
				return true
			}
			if use.Obj != nil && use.Obj.Decl != any(p.decls[name].node) {
				return true // another one of that name
			}
			if selector, isField := path[len(path)-2].(*ast.SelectorExpr); isField && selector.Sel == use {
				return true
			}
			if _, isKey := path[len(path)-2].(*ast.KeyValueExpr); isKey && path[len(path)-2].(*ast.KeyValueExpr).Key == ast.Expr(use) {
				return true
			}
			visit(f, use, path)
			return true
		})
	}
}

// isUnbounded tells of a loop that nobody knows how often it goes round.
func (at place) isUnbounded() bool {
	switch loop := at.node().(type) {
	case *ast.ForStmt:
		return loop.Post == nil || loop.Cond == nil
	case *ast.RangeStmt:
		if literal, ok := ast.Unparen(loop.X).(*ast.BasicLit); ok {
			return literal.Kind != token.INT
		}
		switch over := at.underlying(at.typeOf(loop.X)).expr.(type) {
		case *ast.ArrayType, *ast.MapType:
			return false
		case *ast.Ident:
			return !strings.HasPrefix(over.Name, "int") && !strings.HasPrefix(over.Name, "uint")
		}
		return true
	}
	return false
}
