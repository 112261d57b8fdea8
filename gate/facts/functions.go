package main

import (
	"fmt"
	"go/ast"
	"go/token"
	"strings"
)

// functions answers a query "functions": Statement has the first and last line of each function of the file, and of each
// variable that is declared outside of functions, as it may hold one: `3-7 9-12`. Lines are those of the file, whatever
// `//line` says.
func (p *pkg) functions(f *file) Facts {
	var ranges []string
	add := func(node ast.Node) {
		first, last := p.fset.PositionFor(node.Pos(), false).Line, p.fset.PositionFor(node.End(), false).Line
		ranges = append(ranges, fmt.Sprintf("%d-%d", first, last))
	}
	for _, decl := range f.ast.Decls {
		switch decl := decl.(type) {
		case *ast.FuncDecl:
			add(decl)
		case *ast.GenDecl:
			for _, spec := range decl.Specs {
				if decl.Tok == token.VAR {
					add(spec)
				}
			}
		}
	}
	return Facts{Statement: strings.Join(ranges, " ")}
}
