package main

import (
	"go/ast"
	"path/filepath"
	"slices"
	"strings"
)

// Bounds of how far callers are followed.
const (
	mostOwners = 16
	callersUp  = 6
)

// ownersOf are the functions of the package that come to that one by calls, itself first, then its callers, nearest first. A
// deferred call is the end of what its own function does, and what a go statement runs nobody calls; tests call, but nobody
// calls them.
func (p *pkg) ownersOf(function string) []Owner {
	if p.callers == nil {
		p.collectCallers()
	}
	var out []Owner
	seen := map[string]bool{function: true}
	for next, depth := []string{function}, 0; len(next) > 0 && depth <= callersUp; depth++ {
		var further []string
		for _, name := range next {
			out = append(out, p.owners(name)...)
			for _, caller := range p.callers[name] {
				if onlyStarted := p.started[caller] && len(p.callers[caller]) == 0; !seen[caller] && !onlyStarted {
					seen[caller] = true
					further = append(further, caller)
				}
			}
		}
		next = further
	}
	return out[:min(len(out), mostOwners)]
}

// owners are a function and, of a method, those of interfaces of the package by which it is called too.
func (p *pkg) owners(name string) []Owner {
	decl := p.declOf(name)
	if decl == nil {
		return nil
	}
	function := decl.node.(*ast.FuncDecl)
	receiver := receiverName(function)
	if receiver == "" && isTestFile(decl.file) {
		return nil // a test or its helper
	}
	out := []Owner{{name, decl.file.path, p.line(function.Pos()), p.makersOf(receiver), p.creatorsOf(receiver), p.waitsOf(decl)}}
	if receiver == "" || !ast.IsExported(function.Name.Name) {
		return out
	}
	for _, each := range p.interfacesOf(receiver) {
		if method := p.methodOf(each.kind, function.Name.Name); method != nil && len(p.makersOf(each.name)) > 0 {
			out = append(out, Owner{each.name + "." + function.Name.Name, each.file.path, p.line(max(method.Pos(), each.kind.Pos())), p.makersOf(each.name), nil, nil})
		}
	}
	return out
}

func isTestFile(f *file) bool { return strings.HasSuffix(filepath.Base(f.path), "_test.go") }

// declOf is the function that is declared by that name, as declaredName gives it.
func (p *pkg) declOf(name string) *declared {
	decl := p.decls[strings.NewReplacer("(*", "", ")", "").Replace(name)]
	if decl == nil {
		return nil
	}
	if _, ok := decl.node.(*ast.FuncDecl); !ok {
		return nil
	}
	return decl
}

// makersOf are the functions and methods of the package that return that type, sorted.
func (p *pkg) makersOf(typ string) []string {
	if p.makers == nil {
		p.makers = map[string][]string{}
		for _, decl := range p.decls {
			function, ok := decl.node.(*ast.FuncDecl)
			if !ok || function.Type.Results == nil {
				continue
			}
			for _, result := range function.Type.Results.List {
				if name := typeName(result.Type); name != "" {
					p.makers[name] = append(p.makers[name], declaredName(function))
				}
			}
		}
		for _, names := range p.makers {
			slices.Sort(names)
		}
	}
	return p.makers[typ]
}

// creatorsOf are the functions and methods of the package in which a value of that type is written down, sorted.
func (p *pkg) creatorsOf(typ string) []string {
	if p.creators == nil {
		p.creators = map[string][]string{}
		for _, decl := range p.decls {
			function, ok := decl.node.(*ast.FuncDecl)
			if !ok {
				continue
			}
			name := declaredName(function)
			ast.Inspect(function, func(node ast.Node) bool {
				made := ""
				switch node := node.(type) {
				case *ast.CompositeLit:
					made = typeName(node.Type)
				case *ast.CallExpr:
					if isNamed(node.Fun, "new") && len(node.Args) == 1 {
						made = typeName(node.Args[0])
					}
				}
				if made != "" && !slices.Contains(p.creators[made], name) {
					p.creators[made] = append(p.creators[made], name)
				}
				return true
			})
		}
		for _, names := range p.creators {
			slices.Sort(names)
		}
	}
	return p.creators[typ]
}

type namedInterface struct {
	name string
	kind *ast.InterfaceType
	file *file
}

// interfacesOf are the interfaces of the package whose methods, at least one, the type all has by name.
func (p *pkg) interfacesOf(typ string) []namedInterface {
	var out []namedInterface
	for name, decl := range p.decls {
		spec, ok := decl.node.(*ast.TypeSpec)
		if !ok {
			continue
		}
		if kind, ok := spec.Type.(*ast.InterfaceType); ok && p.implements(typ, kind) {
			out = append(out, namedInterface{name, kind, decl.file})
		}
	}
	slices.SortFunc(out, func(a, b namedInterface) int { return strings.Compare(a.name, b.name) })
	return out
}

func (p *pkg) implements(typ string, kind *ast.InterfaceType) bool {
	methods := p.methodsOf(kind, 3)
	for _, method := range methods {
		if p.decls[typ+"."+method.Name] == nil {
			return false
		}
	}
	return len(methods) > 0
}

// methodOf is a method of an interface, its own or of one that it embeds.
func (p *pkg) methodOf(kind *ast.InterfaceType, name string) *ast.Ident {
	for _, method := range p.methodsOf(kind, 3) {
		if method.Name == name {
			return method
		}
	}
	return nil
}

func (p *pkg) methodsOf(kind *ast.InterfaceType, depth int) []*ast.Ident {
	var out []*ast.Ident
	for _, field := range kind.Methods.List {
		out = append(out, field.Names...)
		if isCloser(field.Type) {
			out = append(out, ast.NewIdent("Close"))
		}
		decl := p.decls[typeName(field.Type)]
		if len(field.Names) > 0 || decl == nil || depth == 0 {
			continue
		}
		if spec, ok := decl.node.(*ast.TypeSpec); ok {
			if inner, ok := spec.Type.(*ast.InterfaceType); ok {
				out = append(out, p.methodsOf(inner, depth-1)...)
			}
		}
	}
	return out
}

// collectCallers goes through the package once for who calls which of its functions.
func (p *pkg) collectCallers() {
	p.collect() // tells what is started
	p.callers = map[string][]string{}
	p.eachFunction(func(function *ast.FuncDecl, at place) {
		elsewhere := map[ast.Node]bool{} // deferred or started
		ast.Inspect(function, func(node ast.Node) bool {
			switch node := node.(type) {
			case *ast.DeferStmt:
				markCalls(node.Call, elsewhere)
			case *ast.GoStmt:
				markCalls(node.Call, elsewhere)
			case *ast.CallExpr:
				if elsewhere[node] {
					return true
				}
				for _, callee := range at.allCalled(node) {
					addUser(p.callers, callee, declaredName(function))
				}
			}
			return true
		})
	})
}

// eachFunction goes through the functions of the package, each with its place.
func (p *pkg) eachFunction(visit func(function *ast.FuncDecl, at place)) {
	p.eachDeclaration(func(decl ast.Decl, at place) {
		if function, ok := decl.(*ast.FuncDecl); ok {
			visit(function, at)
		}
	})
}

func (p *pkg) eachDeclaration(visit func(decl ast.Decl, at place)) {
	for _, f := range p.files {
		for _, decl := range f.ast.Decls {
			visit(decl, place{p: p, f: f, path: []ast.Node{f.ast, decl}})
		}
	}
}

// addUser notes once, in the order in which they are met, who uses a function; not itself.
func addUser(users map[string][]string, used, by string) {
	if used != by && !slices.Contains(users[used], by) {
		users[used] = append(users[used], by)
	}
}

// allCalled are the functions and methods of the package that a call may mean, as declaredName gives them: of a method of an
// interface of the package that of each type that has all its methods.
func (at place) allCalled(call *ast.CallExpr) []string {
	if decl := at.called(call); decl != nil {
		return []string{declaredName(decl.node.(*ast.FuncDecl))}
	}
	fun, ok := call.Fun.(*ast.SelectorExpr)
	if !ok {
		return nil
	}
	kind, ok := at.underlying(at.typeOf(fun.X)).expr.(*ast.InterfaceType)
	if !ok || at.p.methodOf(kind, fun.Sel.Name) == nil {
		return nil
	}
	var out []string
	for name, decl := range at.p.decls {
		function, ok := decl.node.(*ast.FuncDecl)
		if ok && strings.HasSuffix(name, "."+fun.Sel.Name) && at.p.implements(receiverName(function), kind) {
			out = append(out, declaredName(function))
		}
	}
	slices.Sort(out)
	return out
}
