package main

import (
	"go/ast"
	"slices"
	"strings"
)

// collectEscaping notes the channels that a node hands to what declarations do not tell of: a method of a map of package sync, a function in a
// variable or of another package, a literal of a map. What takes it out of there may close it.
func (at place) collectEscaping(node ast.Node) {
	switch node := node.(type) {
	case *ast.CallExpr:
		if at.called(node) != nil || at.keepsNothing(node) || len(at.allCalled(node)) > 0 {
			return
		}
		for _, arg := range node.Args {
			at.collectEscape(arg)
		}
	case *ast.CompositeLit:
		if at.structure(typeName(node.Type)) != nil {
			return
		}
		for _, element := range node.Elts {
			if pair, ok := element.(*ast.KeyValueExpr); ok {
				element = pair.Value
			}
			at.collectEscape(element)
		}
	}
}

func (at place) collectEscape(expr ast.Expr) {
	if _, ok := at.underlying(at.typeOf(expr)).expr.(*ast.ChanType); !ok {
		return
	}
	if key := at.key(expr); key.known() {
		at.p.escaped[key] = true
	}
}

// keepsNothing tells of a call that it is of a closure on the spot, a builtin, a conversion, or a function that only looks at what it
// is given.
func (at place) keepsNothing(call *ast.CallExpr) bool {
	switch fun := ast.Unparen(call.Fun).(type) {
	case *ast.Ident:
		_, closure := at.definition(fun).(*ast.FuncLit)
		return fun.Obj == nil || closure || at.isType(fun)
	case *ast.SelectorExpr:
		x, ok := fun.X.(*ast.Ident)
		if !ok || x.Obj != nil {
			return false
		}
		path := at.f.imports[x.Name]
		return path == "fmt" || path == "os/signal" || path == "reflect" || path == "runtime" || strings.Contains(path, "testify")
	case *ast.FuncLit, *ast.ChanType:
		return true
	}
	return false
}

// sentByGoroutines are the sends on a channel in a field that goroutines make beside the one that waits, not of tests: who closes it
// makes them panic.
func (at place) sentByGoroutines(channel ast.Expr) []Closing {
	return slices.DeleteFunc(at.sentOn(channel), func(send Closing) bool { return !send.Goroutine || send.Test || at.isInside(send) })
}

// OwnChannel is the channel that a test made for the goroutine alone, and the test's variable with the method Cleanup there.
type OwnChannel struct {
	Expr    string `json:"expr"`
	Testing string `json:"testing"`
	File    string `json:"file"` // absolute; where it is made
	Line    int    `json:"line"`
}

// ownOfTest is the variable of a test that is the channel: nobody sends on it, and the test made it where it declares it.
func (at place) ownOfTest(key channelKey) *OwnChannel {
	if key.object == nil || len(at.p.madeAt[key]) != 1 {
		return nil
	}
	names := append(at.p.namesOf([]channelKey{key}), at.p.aliases(key)...)
	if len(notedUnder(at.p.sends, append(names, at.p.paramsGiven(names)...))) > 0 {
		return nil
	}
	declaration, ok := key.object.Decl.(*ast.AssignStmt)
	if !ok || len(declaration.Rhs) != 1 || !isMake(declaration.Rhs[0]) {
		return nil
	}
	made := place{p: at.p}.around(declaration)
	if made.f == nil || !isTestFile(made.f) || made.testing() == "" {
		return nil
	}
	return &OwnChannel{key.object.Name, made.testing(), made.f.path, at.p.line(declaration.Pos())}
}

// isCounted tells of a loop that each round brings it nearer to its end: `for i := 0; i < n; i++`.
func isCounted(loop *ast.ForStmt) bool {
	step, ok := loop.Post.(*ast.IncDecStmt)
	if !ok || loop.Cond == nil {
		return false
	}
	counter, ok := step.X.(*ast.Ident)
	return ok && counter.Obj != nil && names(loop.Cond, counter.Obj)
}
