package main

import (
	"go/ast"
	"slices"
)

// mentioned are the variables and fields that statements name, also in the functions of the package that they call.
type mentioned struct {
	p      *pkg
	keys   []channelKey
	seen   map[ast.Node]bool
	opaque bool // something is called that is not known, and that may have such fields
}

// untouched tells of a method of the package that nothing which it names is named by the function around the line: however that goes
// on, a call of the method is nothing to it. Call is the method then. What the function defers or starts is not asked.
func (f folders) untouched(query Query) *Ending {
	p, file := f.find(query.File)
	if file == nil || len(query.About) != 2 || file.path == "" {
		return nil
	}
	method := p.declOf(query.About[0])
	around := p.innermostFunction(file, query.Line)
	if owner, _ := f.find(query.About[1]); owner != p || method == nil || len(around.path) == 0 {
		return nil
	}
	p.collect()
	ends := &mentioned{p: p, seen: map[ast.Node]bool{}}
	ends.in(place{p: p}.body(method), method.node.(*ast.FuncDecl).Body, true, helpersDeep)
	looks := &mentioned{p: p, seen: map[ast.Node]bool{}}
	body, _ := around.function()
	looks.in(around, body, false, helpersDeep)
	if ends.opaque || looks.opaque {
		return nil
	}
	same := looks.allNames()
	if slices.ContainsFunc(ends.allNames(), func(key channelKey) bool { return slices.Contains(same, key) }) {
		return nil
	}
	return &Ending{Call: query.About[0], Line: query.Line}
}

// innermostFunction is the place of the function, or the closure, whose body has the line.
func (p *pkg) innermostFunction(file *file, line int) place {
	out := place{p: p, f: file}
	walk(file.ast, func(node ast.Node, path []ast.Node) bool {
		switch node.(type) {
		case *ast.FuncDecl, *ast.FuncLit:
			if p.onLines(node, line) {
				out.path = slices.Clone(path)
			}
		}
		return true
	})
	return out
}

// in notes what the body names; `all`: also what it defers or starts.
func (m *mentioned) in(at place, body *ast.BlockStmt, all bool, depth int) {
	if body == nil || m.seen[body] {
		return
	}
	m.seen[body] = true
	ast.Inspect(body, func(node ast.Node) bool {
		switch node := node.(type) {
		case *ast.DeferStmt, *ast.GoStmt:
			return all
		case *ast.Ident:
			m.add(at, node)
		case *ast.SelectorExpr:
			m.add(at, node)
		case *ast.CallExpr:
			m.called(at, node, all, depth)
		}
		return true
	})
}

func (m *mentioned) add(at place, expr ast.Expr) {
	if key := at.key(expr); key.known() && !at.isStructOfPackage(expr) && !slices.Contains(m.keys, key) {
		m.keys = append(m.keys, key)
	}
}

// isStructOfPackage tells of a variable of a function that it holds a struct which the package declares: its fields are what counts.
func (at place) isStructOfPackage(expr ast.Expr) bool {
	ident, ok := expr.(*ast.Ident)
	return ok && ident.Obj != nil && at.structure(typeName(at.typeOf(ident).expr)) != nil
}

func (m *mentioned) called(at place, call *ast.CallExpr, all bool, depth int) {
	names := at.allCalled(call)
	for _, name := range names {
		decl := m.p.declOf(name)
		if depth == 0 || decl == nil {
			m.opaque = true
			continue
		}
		m.in(place{p: m.p}.body(decl), decl.node.(*ast.FuncDecl).Body, all, depth-1)
	}
	if builtin, ok := call.Fun.(*ast.Ident); len(names) > 0 || ok && builtin.Obj == nil && slices.Contains(builtins, builtin.Name) {
		return
	}
	for _, argument := range call.Args {
		if variable := variableIn(argument); variable != nil && at.isStructOfPackage(variable) {
			m.opaque = true
		}
	}
	fun, ok := call.Fun.(*ast.SelectorExpr)
	switch {
	case at.key(call.Fun).known():
		m.opaque = true // a function that a variable or a field holds
	case ok && at.isStructOfPackage(fun.X):
		m.opaque = true // a method of what is embedded
	}
}

// builtins keep nothing of what they are given that their own statement does not name.
var builtins = []string{"append", "cap", "clear", "close", "copy", "delete", "len", "make", "max", "min", "new", "panic", "print", "println"}

// allNames are the keys, with all that they are copies of, or copied to, and what cancels them.
func (m *mentioned) allNames() []channelKey {
	out := slices.Clone(m.keys)
	add := func(keys ...channelKey) {
		for _, key := range keys {
			if key.known() && !slices.Contains(out, key) {
				out = append(out, key)
			}
		}
	}
	for i := 0; i < len(out) && i < mostMentioned; i++ {
		add(m.p.aliases(out[i])...)
		add(m.p.namesOf(out[i : i+1])...)
		add(m.p.cancelsOf(out[i])...)
		if out[i].object != nil {
			for _, each := range m.p.handedIn[out[i].object] {
				add(each.at.key(each.expr))
			}
		}
	}
	return out
}

// mostMentioned names are followed.
const mostMentioned = 256
