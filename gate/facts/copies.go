package main

import (
	"go/ast"
	"slices"
)

// collectCopied notes what a variable or field is given: `done := s.done`.
func (at place) collectCopied(left channelKey, value ast.Expr) {
	if !left.known() || isNamed(value, "nil") || isMake(value) {
		return
	}
	right := at.key(value)
	if left != right {
		addNew(at.p.heldFrom, left, right)
	}
	if left.object != nil && left != right && !slices.Contains(at.p.copiedFrom[left], right) {
		at.p.copiedFrom[left] = append(at.p.copiedFrom[left], right)
	}
}

func isMake(value ast.Expr) bool {
	call, ok := ast.Unparen(value).(*ast.CallExpr)
	return ok && isNamed(call.Fun, "make")
}

// origin is the channel of which a variable is a copy, where all that it is ever given is that one (or nil); else the key itself.
func (p *pkg) origin(key channelKey) channelKey {
	p.collect()
	if len(p.makes[key]) > 0 {
		return key
	}
	from := channelKey{}
	seen := []channelKey{key}
	for i := 0; i < len(seen); i++ {
		next := p.copiedFrom[seen[i]]
		if len(next) == 0 && seen[i] != key {
			if from.known() && from != seen[i] {
				return key
			}
			from = seen[i]
		}
		for _, each := range next {
			if !each.known() || each.object != nil && len(p.makes[each]) > 0 {
				return key
			}
			if !slices.Contains(seen, each) {
				seen = append(seen, each)
			}
		}
	}
	if from.known() {
		return from
	}
	return key
}

// collectNotified notes `signal.Notify(ch, …)`.
func (at place) collectNotified(call *ast.CallExpr) {
	fun, ok := call.Fun.(*ast.SelectorExpr)
	if ok && fun.Sel.Name == "Notify" && at.isPackage(fun.X, "os/signal") && len(call.Args) > 0 {
		if key := at.key(call.Args[0]); key.known() {
			at.p.notified[key] = true
		}
	}
}

// collectSend notes a send; on what a method of an interface gives, one on the channel of each type that has it.
func (at place) collectSend(send *ast.SendStmt, decl ast.Decl, calls marks) {
	if key := at.key(send.Chan); key.known() {
		at.noteKey(at.p.sends, key, send, decl, calls)
		return
	}
	call, ok := ast.Unparen(send.Chan).(*ast.CallExpr)
	if !ok {
		return
	}
	for _, name := range at.allCalled(call) {
		if inside, result := at.p.onlyResultOf(at.p.declOf(name)); result != nil {
			at.noteKey(at.p.sends, inside.key(result), send, decl, calls)
		}
	}
}

// sendersOf are the goroutines of tests that send on the channel, with those that call the function around in place of owners.
// Not those that close it themselves behind their last send: what they sent on is closed.
func (at place) sendersOf(key channelKey) []Closing {
	at.p.collect()
	var out []Closing
	for _, send := range at.p.sends[key] {
		if send.Test && send.Goroutine && !at.p.closesBehind(send, at.p.closings[key]) {
			for _, name := range at.p.reach(send.Function) {
				send.Owners = append(send.Owners, Owner{Function: name})
			}
			out = append(out, send)
		}
	}
	return out
}

// forgotten are the calls that take a channel out of a map which keeps it, in functions that close nothing of it.
func (p *pkg) forgotten(key channelKey) []Closing {
	aliases := p.aliases(key)
	closes := func(function string) bool {
		return slices.ContainsFunc(aliases, func(alias channelKey) bool {
			return slices.ContainsFunc(p.closings[alias], func(closing Closing) bool { return closing.Function == function })
		})
	}
	var out []Closing
	for _, alias := range aliases {
		for _, removal := range p.removals[alias] {
			if alias.name == "" || closes(removal.Function) {
				continue
			}
			for _, name := range p.reach(removal.Function) {
				removal.Owners = append(removal.Owners, Owner{Function: name})
			}
			out = append(out, removal)
		}
	}
	return out
}

// nilFrom is the function whose call the expression is, where it gives nil: of a method of an interface the first such one.
func (at place) nilFrom(expr ast.Expr) string {
	call, ok := ast.Unparen(expr).(*ast.CallExpr)
	if !ok {
		return ""
	}
	for _, name := range at.allCalled(call) {
		if _, result := at.p.onlyResultOf(at.p.declOf(name)); result != nil && isNamed(result, "nil") {
			return name
		}
	}
	return ""
}

// markAtOnce marks what a go statement does before it waits for anything: `go s.conn.Close()`, `go func() { close(s.done) }()`.
func markAtOnce(call *ast.CallExpr, marked map[ast.Node]bool) {
	literal, ok := call.Fun.(*ast.FuncLit)
	if !ok {
		marked[call] = true
		return
	}
	for _, stmt := range literal.Body.List {
		expr, ok := stmt.(*ast.ExprStmt)
		if !ok {
			return
		}
		done, ok := expr.X.(*ast.CallExpr)
		if !ok {
			return
		}
		marked[done] = true
		if name := calledName(done); name != "close" && name != "Lock" {
			return
		}
	}
}

// closesBehind tells that the closure around a send closes the channel behind it, by its own close or by a call of what does.
func (p *pkg) closesBehind(send Closing, closings []Closing) bool {
	at := place{p: p}.around(send.value)
	body, _ := at.function()
	if body == nil {
		return false
	}
	found := false
	ast.Inspect(body, func(node ast.Node) bool {
		call, ok := node.(*ast.CallExpr)
		if !ok || call.Pos() < send.value.End() {
			return true
		}
		called := at.allCalled(call)
		found = found || slices.ContainsFunc(closings, func(each Closing) bool {
			return slices.Contains(called, each.Function) || each.File == at.f.path && each.Line == p.line(call.Pos())
		})
		return true
	})
	return found
}

// closedBesides are the calls of close for what is handed to a parameter, made by the function that hands it in or by another one
// that gets it too: `go keepalive(quit)` beside `go c.read(quit)`, which closes it when it returns.
func (p *pkg) closedBesides(param channelKey) []Closing {
	var out []Closing
	for _, each := range p.handedIn[param.object] {
		key := each.at.key(each.expr)
		if key.object == nil {
			continue
		}
		out = append(out, p.closings[key]...)
		for _, other := range p.paramsGiven([]channelKey{key}) {
			if other != param {
				out = append(out, p.closings[other]...)
			}
		}
	}
	slices.SortStableFunc(out, func(a, b Closing) int { return a.Line - b.Line })
	return out
}
