package main

import (
	"go/ast"
	"slices"
	"strings"
)

// mostSteps are the fields through which a method is looked for.
const mostSteps = 3

// call is the statement that calls the method by way of the holder; empty: nobody knows whether that has it.
func (e *ender) call(holder string) string {
	if results := e.results(); holder != "" && e.isAnyCloser() && e.resultIndex() < len(results) && isCloser(results[e.resultIndex()]) {
		return "_ = " + holder + ".Close()"
	}
	signature := e.methodType()
	if holder == "" || signature == nil {
		return ""
	}
	if receiverOf(e.method) == "" {
		return e.packageCall(signature)
	}
	way, ok := e.way()
	if !ok {
		return ""
	}
	text := holder + way + "." + lastName(e.method) + argumentsFor(signature)
	switch results := signature.Results.NumFields(); results {
	case 0:
		return text
	default:
		return strings.Repeat("_, ", results-1) + "_ = " + text
	}
}

// packageCall is the call of a function that is no method: of what the package keeps itself, so that it takes nothing.
func (e *ender) packageCall(signature *ast.FuncType) string {
	fun := plainCall(e.at.node().(*ast.CallExpr)).Fun
	arguments := argumentsFor(signature)
	results := signature.Results.NumFields()
	if arguments == "(…)" || results > 1 || results == 1 && !isNamed(signature.Results.List[0].Type, "error") {
		return ""
	}
	qualifier := ""
	if selector, ok := fun.(*ast.SelectorExpr); ok {
		if !e.isOwner(selector.X) {
			return ""
		}
		qualifier = e.at.p.text(e.at.f, selector.X) + "."
	}
	return strings.Repeat("_ = ", results) + qualifier + e.method + arguments
}

// argumentsFor are the arguments of a call, as far as they say themselves.
func argumentsFor(signature *ast.FuncType) string {
	if signature.Params.NumFields() == 0 {
		return "()"
	}
	if signature.Params.NumFields() == 1 {
		selector, ok := signature.Params.List[0].Type.(*ast.SelectorExpr)
		if ok && isNamed(selector.X, "context") && selector.Sel.Name == "Context" {
			return "(context.Background())"
		}
		if _, variadic := signature.Params.List[0].Type.(*ast.Ellipsis); variadic {
			return "()"
		}
	}
	return "(…)"
}

// methodType is the signature of the method, which a type or an interface of the package declares.
func (e *ender) methodType() *ast.FuncType {
	name := receiverOf(e.method) + "." + lastName(e.method)
	if decl := e.owner.decls[strings.TrimPrefix(name, ".")]; decl != nil {
		if function, ok := decl.node.(*ast.FuncDecl); ok && e.isReachable(lastName(e.method)) {
			return function.Type
		}
	}
	if kind := e.interfaceOf(receiverOf(e.method)); kind != nil {
		return e.methodIn(kind, lastName(e.method), mostSteps)
	}
	return nil
}

// methodIn is the signature of a method of an interface, its own or of one that it embeds.
func (e *ender) methodIn(kind *ast.InterfaceType, name string, depth int) *ast.FuncType {
	for _, field := range kind.Methods.List {
		if signature, ok := field.Type.(*ast.FuncType); ok && len(field.Names) == 1 && field.Names[0].Name == name {
			return signature
		}
		if name == "Close" && isCloser(field.Type) {
			return &ast.FuncType{Params: &ast.FieldList{}, Results: &ast.FieldList{List: []*ast.Field{{Type: ast.NewIdent("error")}}}}
		}
		if inner := e.interfaceOf(typeName(field.Type)); inner != nil && len(field.Names) == 0 && depth > 0 {
			if found := e.methodIn(inner, name, depth-1); found != nil {
				return found
			}
		}
	}
	return nil
}

func (e *ender) interfaceOf(name string) *ast.InterfaceType { return e.owner.interfaceNamed(name) }

// interfaceNamed is the interface that a name of the package means, also by another name: `type Any Typed[any]`.
func (p *pkg) interfaceNamed(name string) *ast.InterfaceType {
	for range mostSteps {
		decl := p.decls[name]
		if decl == nil {
			return nil
		}
		spec, ok := decl.node.(*ast.TypeSpec)
		if !ok {
			return nil
		}
		if kind, ok := spec.Type.(*ast.InterfaceType); ok {
			return kind
		}
		name = typeName(spec.Type)
		if _, pointer := spec.Type.(*ast.StarExpr); pointer {
			return nil
		}
	}
	return nil
}

// isReachable tells that the package of the line may write that name.
func (e *ender) isReachable(name string) bool { return e.at.p == e.owner || ast.IsExported(name) }

// way leads from what the holder holds to what has the method: nothing, a field, a type assertion.
func (e *ender) way() (string, bool) {
	if e.direct {
		return "", true
	}
	expr, in := e.static.expr, e.at.p
	if expr == nil {
		_, in = e.signature()
		results := e.results()
		if n := e.resultIndex(); n < len(results) {
			expr = results[n]
		}
	}
	if expr == nil {
		return "", false
	}
	if lastName(e.method) == "Close" && isCloser(expr) {
		return "", true
	}
	for steps := range mostSteps {
		if path, ok := e.reach(expr, in, steps); ok {
			return path, true
		}
	}
	if path, ok := e.assertion(expr, in); ok {
		return path, true
	}
	return e.fieldWithAssertion(expr, in)
}

// anyCloser stands for the Close of an interface of the standard library.
const anyCloser = "io.Closer.Close"

// isAnyCloser tells that the question is about an interface of the standard library.
func (e *ender) isAnyCloser() bool { return e.method == anyCloser }

// isCloser tells of the interfaces of the standard library which have a method Close that what implements them is ended by.
func isCloser(expr ast.Expr) bool {
	selector, ok := expr.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	switch selector.Sel.Name {
	case "Listener", "Conn", "PacketConn":
		return isNamed(selector.X, "net")
	case "Closer", "ReadCloser", "WriteCloser", "ReadWriteCloser":
		return isNamed(selector.X, "io")
	}
	return false
}

// named is the name of a type and the package that declares it.
func (e *ender) typeIn(expr ast.Expr, in *pkg) (string, *pkg) {
	switch expr := expr.(type) {
	case *ast.StarExpr:
		return e.typeIn(expr.X, in)
	case *ast.SelectorExpr:
		between := in != e.at.p && in != e.owner && isNamed(expr.X, e.owner.files[0].ast.Name.Name)
		if between || in == e.at.p && e.isOwner(expr.X) {
			return expr.Sel.Name, e.owner
		}
		return "", nil
	}
	return typeName(expr), in
}

// reach is the way through that many fields to the type of the method, what is embedded first.
func (e *ender) reach(expr ast.Expr, in *pkg, steps int) (string, bool) {
	name, in := e.typeIn(expr, in)
	if in == e.owner && name != "" && name == receiverOf(e.method) {
		return "", steps == 0
	}
	if in == e.owner && steps == 0 {
		kind := e.interfaceOf(name)
		return "", kind != nil && e.methodIn(kind, lastName(e.method), mostSteps) != nil && e.mayHold(kind)
	}
	if in == nil || steps == 0 {
		return "", false
	}
	structure := (place{p: in}).structure(name)
	if structure == nil {
		return "", false
	}
	for _, field := range structure.Fields.List {
		if path, ok := e.reach(field.Type, in, steps-1); ok && len(field.Names) == 0 {
			e.through = append(e.through, typeName(field.Type))
			return path, true
		}
	}
	for _, field := range structure.Fields.List {
		for _, each := range field.Names {
			if in != e.at.p && !ast.IsExported(each.Name) {
				continue
			}
			if path, ok := e.reach(field.Type, in, steps-1); ok && !e.isInterface(field.Type, in) {
				e.through = append(e.through, each.Name)
				return "." + each.Name + path, true
			}
		}
	}
	return "", false
}

// mayHold tells of an interface that the type of the method has all that it asks for.
func (e *ender) mayHold(kind *ast.InterfaceType) bool {
	receiver := receiverOf(e.method)
	if e.interfaceOf(receiver) != nil {
		return true
	}
	return !slices.ContainsFunc(e.owner.methodsOf(kind, 3), func(method *ast.Ident) bool {
		return !e.owner.mayHave(receiver, method.Name, 3)
	})
}

// mayHave tells of a type that it has the method, by what it embeds too; what is embedded from elsewhere may have any.
func (p *pkg) mayHave(typ, method string, depth int) bool {
	if p.decls[typ+"."+method] != nil {
		return true
	}
	if kind := p.interfaceNamed(typ); kind != nil {
		return p.methodOf(kind, method) != nil
	}
	structure := (place{p: p}).structure(typ)
	return depth > 0 && structure != nil && slices.ContainsFunc(structure.Fields.List, func(field *ast.Field) bool {
		inner := typeName(field.Type)
		return len(field.Names) == 0 && (p.decls[inner] == nil || p.mayHave(inner, method, depth-1))
	})
}

// isInterface tells of a field that it may hold anything: what it holds is not what is looked for.
func (e *ender) isInterface(expr ast.Expr, in *pkg) bool {
	name, in := e.typeIn(expr, in)
	return in == e.owner && name != receiverOf(e.method) && e.interfaceOf(name) != nil
}

// assertion says which type the interface holds that the maker returns, where each of its returns gives that type.
func (e *ender) assertion(expr ast.Expr, in *pkg) (string, bool) {
	name, in := e.typeIn(expr, in)
	receiver := receiverOf(e.method)
	if in != e.owner || e.interfaceOf(name) == nil || !strings.HasPrefix(e.method, "(*") || !e.isReachable(receiver) {
		return "", false
	}
	decl := e.makerDecl()
	if decl == nil || !e.returnsOnly(decl, receiver) {
		return "", false
	}
	return ".(*" + e.qualifier() + receiver + ")", true
}

// makerDecl is the function of the method's package that the line calls.
func (e *ender) makerDecl() *declared {
	decl := e.owner.decls[calledName(e.at.node().(*ast.CallExpr))]
	if decl == nil {
		return nil
	}
	if _, ok := decl.node.(*ast.FuncDecl); !ok {
		return nil
	}
	return decl
}

func (e *ender) returnsOnly(decl *declared, receiver string) bool {
	at := place{p: e.owner, f: decl.file, path: []ast.Node{decl.file.ast, decl.node}}
	index, some, others := e.resultIndex(), false, false
	ast.Inspect(decl.node, func(node ast.Node) bool {
		if _, closure := node.(*ast.FuncLit); closure {
			return false
		}
		back, ok := node.(*ast.ReturnStmt)
		if !ok {
			return true
		}
		given := ""
		switch {
		case len(back.Results) > index && len(back.Results) == len(e.results()):
			if isNamed(back.Results[index], "nil") {
				return true
			}
			given = typeName(at.typeOf(back.Results[index]).expr)
		case len(back.Results) == 1:
			if call, ok := back.Results[0].(*ast.CallExpr); ok {
				given = typeName(at.resultOf(call, index, 12).expr)
			}
		}
		some, others = some || given == receiver, others || given != receiver
		return true
	})
	return some && !others
}
