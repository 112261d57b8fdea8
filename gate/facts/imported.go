package main

import (
	"go/ast"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// imported is the package of the same module that a file imports by that path; nil: it lies elsewhere.
func (f folders) imported(from *file, path string) *pkg {
	for dir := filepath.Dir(from.path); ; dir = filepath.Dir(dir) {
		if module := moduleAt(dir); module != "" {
			rest, inside := strings.CutPrefix(path+"/", module+"/")
			if !inside {
				return nil
			}
			return f.packageIn(filepath.Join(dir, rest))
		}
		if dir == filepath.Dir(dir) {
			return nil
		}
	}
}

// moduleAt is the path of the module whose go.mod lies in that folder.
func moduleAt(dir string) string {
	text, err := os.ReadFile(filepath.Join(dir, "go.mod"))
	if err != nil {
		return ""
	}
	for _, line := range strings.Split(string(text), "\n") {
		words := strings.Fields(line)
		if len(words) > 1 && words[0] == "module" {
			return strings.Trim(words[1], "\"`")
		}
	}
	return ""
}

// packageIn is the package of a folder that others can import.
func (f folders) packageIn(dir string) *pkg {
	packages, read := f[dir]
	if !read {
		packages = readFolder(dir)
		f[dir] = packages
	}
	var found *pkg
	for name, p := range packages {
		if strings.HasSuffix(name, "_test") || name == "main" {
			continue
		}
		if found != nil {
			return nil
		}
		found = p
	}
	return found
}

// importedBy is the package of the same module that a name in a file means; nil: none.
func (f folders) importedBy(at place, expr ast.Expr) *pkg {
	ident, ok := expr.(*ast.Ident)
	if !ok || ident.Obj != nil || f == nil {
		return nil
	}
	if path := at.f.imports[ident.Name]; path != "" {
		return f.imported(at.f, path)
	}
	for _, path := range at.f.imports { // its name may be another than the last word of its path
		if p := f.imported(at.f, path); p != nil && p.files[0].ast.Name.Name == ident.Name {
			return p
		}
	}
	return nil
}

// held is what ends that on which the only method of the line is called, where a function of another package of the module gave
// it: `ts.Start()`, where `ts := testkit.NewServer()`. Keep is that method: stacks do not show what was inlined.
func (f folders) held(query Query) *Ending {
	p, file := f.find(query.File)
	if file == nil {
		return nil
	}
	at, variable := p.methodOnLine(file, query.Line)
	if variable == nil {
		return nil
	}
	call, n := givenBy(variable)
	if call == nil {
		return nil
	}
	fun, ok := plainCall(call).Fun.(*ast.SelectorExpr)
	if !ok {
		return nil
	}
	owner := f.importedBy(at, fun.X)
	if owner == nil || owner.declOf(fun.Sel.Name) == nil {
		return nil
	}
	results := owner.declOf(fun.Sel.Name).node.(*ast.FuncDecl).Type.Results
	if results == nil || n >= len(results.List) {
		return nil
	}
	own := owner.closeOf(typeName(results.List[n].Type), nil)
	if own != nil {
		own.Keep = "(*" + receiverOf(own.Call) + ")." + calledName(at.node().(*ast.CallExpr))
	}
	return own
}

// givenBy is the call that gave a variable its value where it was declared, and which of the results that is.
func givenBy(variable *ast.Ident) (*ast.CallExpr, int) {
	assign, ok := variable.Obj.Decl.(*ast.AssignStmt)
	if !ok || len(assign.Rhs) != 1 {
		return nil, 0
	}
	call, _ := assign.Rhs[0].(*ast.CallExpr)
	return call, slices.IndexFunc(assign.Lhs, func(left ast.Expr) bool { return isNamed(left, variable.Name) })
}

// methodOnLine is the only call on a line that is one of a method of a variable of the function.
func (p *pkg) methodOnLine(f *file, line int) (place, *ast.Ident) {
	var found []place
	var variables []*ast.Ident
	walk(f.ast, func(node ast.Node, path []ast.Node) bool {
		if !p.onLines(node, line) {
			return false
		}
		call, ok := node.(*ast.CallExpr)
		if !ok || p.line(call.Lparen) != line {
			return true
		}
		if fun, ok := call.Fun.(*ast.SelectorExpr); ok {
			if x, ok := fun.X.(*ast.Ident); ok && x.Obj != nil {
				found = append(found, place{p: p, f: f, path: append([]ast.Node(nil), path...)})
				variables = append(variables, x)
			}
		}
		return true
	})
	if len(found) != 1 {
		return place{}, nil
	}
	return found[0], variables[0]
}

// isOfAnother tells of a variable that another package of the module than that of the method gave it: a type of the same name, whose
// method called the one that stacks show and was inlined.
func (e *ender) isOfAnother(expr ast.Expr) bool {
	variable, ok := expr.(*ast.Ident)
	if !ok || variable.Obj == nil {
		return false
	}
	call, _ := givenBy(variable)
	if call == nil {
		return false
	}
	fun, ok := plainCall(call).Fun.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	in := e.folders.importedBy(e.at, fun.X)
	return in != nil && in != e.owner
}
