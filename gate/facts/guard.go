package main

import (
	"go/ast"
	"go/token"
	"slices"
	"strings"
)

// guard is the option that a statement on the line depends on, by an `if` around it: a flag of a struct of the package, which others
// can set because it is exported, or by an exported function. Call is what the `if` asks for, Line where, Keep how it is switched off.
func (f folders) guard(query Query) *Ending {
	p, file := f.find(query.File)
	if file == nil {
		return nil
	}
	p.collect()
	at := p.statementOn(file, query.Line)
	_, begin := at.function()
	for i := len(at.path) - 1; i > begin; i-- {
		around, ok := at.path[i-1].(*ast.IfStmt)
		if !ok || at.path[i] != ast.Node(around.Body) {
			continue
		}
		for _, part := range conjuncts(around.Cond) {
			if off := at.switchedOff(part); off != "" {
				return &Ending{Call: p.text(file, part), Keep: off, Line: p.line(around.Pos())}
			}
		}
	}
	return nil
}

// statementOn is the only go statement or call that begins on the line.
func (p *pkg) statementOn(file *file, line int) place {
	var found []place
	walk(file.ast, func(node ast.Node, path []ast.Node) bool {
		switch node.(type) {
		case *ast.GoStmt, *ast.ExprStmt, *ast.AssignStmt, *ast.ReturnStmt:
			if p.line(node.Pos()) == line {
				found = append(found, place{p: p, f: file, path: slices.Clone(path)})
				return false
			}
		}
		return true
	})
	if len(found) != 1 {
		return place{p: p, f: file}
	}
	return found[0]
}

// conjuncts are the conditions that all have to hold.
func conjuncts(condition ast.Expr) []ast.Expr {
	condition = ast.Unparen(condition)
	if binary, ok := condition.(*ast.BinaryExpr); ok && binary.Op == token.LAND {
		return append(conjuncts(binary.X), conjuncts(binary.Y)...)
	}
	return []ast.Expr{condition}
}

// switchedOff is how others make a condition false that is a flag: `set Config.Metrics to false`, `give WithoutMetrics()`.
func (at place) switchedOff(condition ast.Expr) string {
	off := "false"
	if unary, ok := condition.(*ast.UnaryExpr); ok && unary.Op == token.NOT {
		condition, off = ast.Unparen(unary.X), "true"
	}
	selector, ok := condition.(*ast.SelectorExpr)
	if !ok {
		return ""
	}
	owner, kind := at.field(selector)
	if kind == nil || !isNamed(kind.expr, "bool") {
		return ""
	}
	sets := at.p.sets[channelKey{name: owner + "." + selector.Sel.Name}]
	for _, set := range sets {
		decl := at.p.declOf(set.closing.Function)
		if decl == nil || set.closing.Test || !isNamed(set.value, off) || !isOption(decl.node.(*ast.FuncDecl)) {
			continue
		}
		return "give " + set.closing.Function + argumentsFor(decl.node.(*ast.FuncDecl).Type)
	}
	if ast.IsExported(owner) && ast.IsExported(selector.Sel.Name) && !at.p.isSetBeside(sets) {
		return "set " + owner + "." + selector.Sel.Name + " to " + off
	}
	return ""
}

// isOption tells of an exported function that it returns one, as `func WithoutMetrics() Option` does.
func isOption(function *ast.FuncDecl) bool {
	if function.Recv != nil || !function.Name.IsExported() || function.Body == nil || len(function.Body.List) == 0 {
		return false
	}
	last, ok := function.Body.List[len(function.Body.List)-1].(*ast.ReturnStmt)
	if !ok || len(last.Results) != 1 {
		return false
	}
	found := false
	ast.Inspect(last, func(node ast.Node) bool {
		_, closure := node.(*ast.FuncLit)
		found = found || closure
		return true
	})
	return found
}

// isSetBeside tells that the package sets the flag itself somewhere: what others set may not stay.
func (p *pkg) isSetBeside(sets []flagSet) bool {
	return slices.ContainsFunc(sets, func(set flagSet) bool {
		return !set.closing.Test && !strings.HasPrefix(set.closing.Function, "Default")
	})
}
