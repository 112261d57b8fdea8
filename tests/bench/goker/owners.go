package main

import (
	"go/ast"
	"go/parser"
	"go/token"
)

// owners tells which programs of one file a line may belong to: those whose entry point
// holds it or calls, over any number of steps, the function that does.
type owners struct {
	functions []function
}

type function struct {
	name        string // methods with a dot before: their receivers are not told apart
	first, last int
	uses        map[string]bool
}

func readOwners(source string) (owners, error) {
	set := token.NewFileSet()
	file, err := parser.ParseFile(set, "", source, 0)
	if err != nil {
		return owners{}, err
	}
	var o owners
	for _, decl := range file.Decls {
		f, ok := decl.(*ast.FuncDecl)
		if !ok {
			continue
		}
		name := f.Name.Name
		if f.Recv != nil {
			name = "." + name
		}
		o.functions = append(o.functions, function{
			name, set.Position(f.Pos()).Line, set.Position(f.End()).Line, usesOf(f.Body),
		})
	}
	return o, nil
}

// usesOf names the functions, and with a dot the methods, that a body mentions.
func usesOf(body *ast.BlockStmt) map[string]bool {
	uses := map[string]bool{}
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SelectorExpr:
			uses["."+n.Sel.Name] = true
			ast.Inspect(n.X, func(inner ast.Node) bool {
				if id, ok := inner.(*ast.Ident); ok {
					uses[id.Name] = true
				}
				return true
			})
			return false
		case *ast.Ident:
			uses[n.Name] = true
		}
		return true
	})
	return uses
}

// owns reports whether the program with that entry point may have come to that line.
func (o owners) owns(entry string, line int) bool {
	seen := map[string]bool{}
	var visit func(string) bool
	visit = func(name string) bool {
		if seen[name] {
			return false
		}
		seen[name] = true
		for _, f := range o.functions {
			if f.name != name {
				continue
			}
			if f.first <= line && line <= f.last {
				return true
			}
			for used := range f.uses {
				if visit(used) {
					return true
				}
			}
		}
		return false
	}
	return visit(entry)
}
