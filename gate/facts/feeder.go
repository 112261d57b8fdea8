package main

import (
	"go/ast"
	"go/token"
	"slices"
)

// Feeder is the goroutine that alone sends on a channel which nothing closes, where a close at its end is in place.
type Feeder struct {
	Expr     string `json:"expr"`     // the channel, as the goroutine names it
	Function string `json:"function"` // that the go statement names; empty: a closure behind it
	File     string `json:"file"`     // absolute; where the function or the closure begins
	Line     int    `json:"line"`
}

// feeder finds it: all sends stand in one function, which one go statement alone runs, once for each time that the channel is
// made, and which comes to an end. Two that send would close it under one another; so would one that is started in a loop.
func (at place) feeder(key channelKey) *Feeder {
	names := append(at.p.namesOf([]channelKey{key}), at.p.aliases(key)...)
	sends := notedUnder(at.p.sends, append(names, at.p.paramsGiven(names)...))
	made := at.p.madeAt[key]
	if len(sends) == 0 || len(made) != 1 {
		return nil
	}
	first := place{p: at.p}.around(sends[0].value)
	body, begin := first.function()
	for _, send := range sends[1:] {
		if other, _ := (place{p: at.p}).around(send.value).function(); other != body {
			return nil
		}
	}
	if mine, _ := at.function(); body == nil || mine == body {
		return nil
	}
	function, started := first.runBy(begin)
	flow := first.flowOf(body.List, callDepth)
	if len(started.path) == 0 || !started.isOncePer(made[0]) || !flow["next"] && !flow["leave"] {
		return nil
	}
	send := first.path[len(first.path)-2].(*ast.SendStmt)
	return &Feeder{first.p.text(first.f, send.Chan), function, first.f.path, first.p.line(first.path[begin].Pos())}
}

// paramsGiven are the parameters that calls of the package hand one of these channels to.
func (p *pkg) paramsGiven(names []channelKey) []channelKey {
	var out []channelKey
	for param, all := range p.handedIn {
		if slices.ContainsFunc(all, func(one handed) bool { return slices.Contains(names, one.at.key(one.expr)) }) {
			out = append(out, channelKey{object: param})
		}
	}
	return out
}

// runBy is the one go statement that runs the function which begins there in the path, and how it names that.
func (at place) runBy(begin int) (function string, started place) {
	if _, ok := at.path[begin].(*ast.FuncLit); ok {
		if begin >= 2 {
			if statement, ok := at.path[begin-2].(*ast.GoStmt); ok && statement.Call == at.path[begin-1] {
				return "", place{p: at.p, f: at.f, path: at.path[:begin-1]}
			}
		}
		return "", place{}
	}
	decl, calls := at.path[begin].(*ast.FuncDecl), 0
	at.p.eachDeclaration(func(other ast.Decl, from place) {
		walk(other, func(node ast.Node, path []ast.Node) bool {
			call, ok := node.(*ast.CallExpr)
			if !ok {
				return true
			}
			if called := from.called(call); called == nil || called.node != ast.Node(decl) {
				return true
			}
			calls++
			if len(path) > 1 {
				if _, ok := path[len(path)-2].(*ast.GoStmt); ok {
					started = place{p: at.p, f: from.f}.around(path[len(path)-2])
				}
			}
			return true
		})
	})
	if calls != 1 {
		return "", place{}
	}
	return declaredName(decl), started
}

// isOncePer tells of a statement that it is come to at most once for what is made at `made`: both stand in one function, and no
// loop is around the statement alone.
func (at place) isOncePer(made token.Pos) bool {
	body, begin := at.function()
	if body == nil || made < body.Pos() || body.End() < made {
		return false
	}
	for _, node := range at.path[begin:] {
		switch node.(type) {
		case *ast.ForStmt, *ast.RangeStmt:
			if made < node.Pos() {
				return false
			}
		}
	}
	return true
}
