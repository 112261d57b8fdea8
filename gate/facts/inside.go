package main

import (
	"go/ast"
	"strings"
)

// fieldWithAssertion leads to what the method is called on through a field that may hold other types too, where all that the
// package gives to the field is that one: `s.Store.(*memstore.Store)`.
func (e *ender) fieldWithAssertion(expr ast.Expr, in *pkg) (string, bool) {
	name, in := e.typeIn(expr, in)
	receiver := receiverOf(e.method)
	if in == nil || !strings.HasPrefix(e.method, "(*") || !e.isReachable(receiver) {
		return "", false
	}
	structure := (place{p: in}).structure(name)
	if structure == nil {
		return "", false
	}
	for _, field := range structure.Fields.List {
		if !in.isInterface(field.Type) {
			continue
		}
		for _, each := range field.Names {
			if (in == e.at.p || ast.IsExported(each.Name)) && e.holdsOnly(in, name, each.Name) {
				e.through = append(e.through, each.Name)
				return "." + each.Name + ".(*" + e.qualifier() + receiver + ")", true
			}
		}
	}
	return "", false
}

// isInterface tells of the name of an interface that the package declares.
func (p *pkg) isInterface(expr ast.Expr) bool {
	ident, ok := expr.(*ast.Ident)
	return ok && p.interfaceNamed(ident.Name) != nil
}

// qualifier is the name of the method's package where the line stands, with a dot; empty: it is that package.
func (e *ender) qualifier() string {
	if e.at.p == e.owner {
		return ""
	}
	for name := range e.at.f.imports {
		if name != "_" && name != "." && e.isOwner(ast.NewIdent(name)) {
			return name + "."
		}
	}
	return e.owner.files[0].ast.Name.Name + "."
}

// holdsOnly tells that what is no test gives that field, at least once, and each time the type of the method: in a literal or by
// an assignment.
func (e *ender) holdsOnly(in *pkg, owner, field string) bool {
	some, others := false, false
	given := func(at place, value ast.Expr) {
		if (&ender{at: at, owner: e.owner, method: e.method}).gives(value) {
			some = true
		} else if !isNamed(value, "nil") {
			others = true
		}
	}
	in.eachDeclaration(func(decl ast.Decl, at place) {
		if isTestFile(at.f) {
			return
		}
		ast.Inspect(decl, func(node ast.Node) bool {
			switch node := node.(type) {
			case *ast.CompositeLit:
				for _, element := range node.Elts {
					if pair, ok := element.(*ast.KeyValueExpr); ok && typeName(node.Type) == owner && isNamed(pair.Key, field) {
						given(at, pair.Value)
					}
				}
			case *ast.AssignStmt:
				for i, left := range node.Lhs {
					selector, ok := left.(*ast.SelectorExpr)
					if !ok || selector.Sel.Name != field || typeName(at.typeOf(selector.X).expr) != owner {
						continue
					}
					if len(node.Lhs) != len(node.Rhs) {
						others = true
					} else {
						given(at, node.Rhs[i])
					}
				}
			}
			return true
		})
	})
	return some && !others
}

// gives tells that a value has the type of the method: a literal, or what a function returns first.
func (e *ender) gives(value ast.Expr) bool {
	receiver := receiverOf(e.method)
	value = ast.Unparen(value)
	if pointer, ok := value.(*ast.UnaryExpr); ok {
		if literal, ok := pointer.X.(*ast.CompositeLit); ok {
			name, in := e.typeIn(literal.Type, e.at.p)
			return in == e.owner && name == receiver
		}
	}
	call, ok := value.(*ast.CallExpr)
	if !ok || e.at.p == e.owner {
		return e.at.p == e.owner && typeName(e.at.typeOf(value).expr) == receiver
	}
	fun, ok := plainCall(call).Fun.(*ast.SelectorExpr)
	if !ok || !e.isOwner(fun.X) {
		return false
	}
	decl := e.owner.declOf(fun.Sel.Name)
	if decl == nil {
		return false
	}
	results := decl.node.(*ast.FuncDecl).Type.Results
	return results.NumFields() > 0 && typeName(results.List[0].Type) == receiver
}
