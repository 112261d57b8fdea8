package main

import (
	"go/ast"
	"go/token"
	"slices"
	"strings"
)

// channelKey tells which channel an expression is: a variable of a function by its declaration, a field by its type and
// name, a variable of the package by its name.
type channelKey struct {
	object *ast.Object
	name   string // `Hub.quit`, `jobs`
}

func (k channelKey) known() bool { return k.object != nil || k.name != "" }

// channel is what the declarations of the package tell of an expression.
func (at place) channel(expr ast.Expr) Channel {
	expr = ast.Unparen(expr)
	channel := Channel{Expr: at.p.text(at.f, expr)}
	if channel.Kind = at.knownKind(expr); channel.Kind != "" {
		channel.MadeOnce = channel.Kind == "after" && at.madeBeforeLoops(expr)
		if channel.Kind == "context" {
			channel.Cancelled = at.cancelsOfDone(expr)
			channel.Handed = at.isDoneOfParameter(expr)
		}
		return channel
	}
	kind := at.typeOf(expr)
	if chanType, ok := at.underlying(kind).expr.(*ast.ChanType); ok {
		channel.Kind = "channel"
		channel.Element = at.p.text(at.underlying(kind).file, chanType.Value)
		if !at.mayBeNil(expr) && (typed{chanType.Value, at.underlying(kind).file}).isQualified("time", "Time") {
			channel.Kind = "after" // somebody's timer or ticker
		}
	}
	if key := at.p.origin(at.key(expr)); key.known() {
		if key != at.key(expr) && key.name != "" {
			channel.Expr = key.name // of a copy: what it is a copy of
		}
		channel.Room = at.room(key)
		channel.MadeFile, channel.MadeLine = at.madeAt(key)
		channel.NeverClosed = at.neverClosed(expr)
		under := at.contextKey(expr, 4)
		closings := at.p.closingsUnder(key, under)
		if len(closings) == 0 {
			closings = at.p.closedBesides(key)
		}
		channel.Closed = at.withOwners(closings)
		channel.Field, channel.MadeInside = at.fieldOfChannel(key, under)
		if slices.ContainsFunc(channel.Closed, func(each Closing) bool { return each.timed }) {
			channel.Closed = nil // a deadline: what sets it ends nobody
		}
		if in := at.keptIn(expr); in != "" && in != channel.Expr && channel.NeverClosed {
			channel.Expr += " (kept in " + in + ")"
		}
		if channel.NeverClosed {
			channel.Feeder = at.feeder(under)
			channel.Own = at.ownOfTest(under)
			if channel.Field != "" {
				channel.SentBy = at.sentByGoroutines(expr)
			}
		}
		channel.Senders = at.sendersOf(key)
		channel.Notified = at.p.notified[key]
		channel.Forgotten = at.p.forgotten(key)
	}
	channel.NilFrom = at.nilFrom(expr)
	return channel
}

// keptIn is the field in which a variable is kept, also as one of several: `Hub.receivers`.
func (at place) keptIn(expr ast.Expr) string {
	key := at.key(expr)
	if key.object == nil {
		return ""
	}
	for _, alias := range at.p.aliases(key) {
		if strings.Contains(alias.name, ".") {
			return alias.name
		}
	}
	return ""
}

// cancelsOfDone are those of the context whose Done the expression is.
func (at place) cancelsOfDone(expr ast.Expr) []Closing {
	switch expr := ast.Unparen(expr).(type) {
	case *ast.CallExpr:
		return at.withOwners(at.cancels(expr.Fun.(*ast.SelectorExpr).X))
	case *ast.Ident:
		if value := at.definition(expr); value != nil && value != ast.Expr(expr) {
			return at.cancelsOfDone(value)
		}
	}
	return nil
}

// isDoneOfParameter tells of the Done of a context that a call handed in.
func (at place) isDoneOfParameter(expr ast.Expr) bool {
	switch expr := ast.Unparen(expr).(type) {
	case *ast.CallExpr:
		given := at.contextOf(expr.Fun.(*ast.SelectorExpr).X)
		return given != nil && given.Kind == "handed"
	case *ast.Ident:
		value := at.definition(expr)
		return value != nil && value != ast.Expr(expr) && at.isDoneOfParameter(value)
	}
	return false
}

func (at place) withOwners(closings []Closing) []Closing {
	out := slices.Clone(closings)
	for i := range out {
		out[i].Owners = at.p.ownersOf(out[i].Function)
	}
	return out
}

// madeBeforeLoops tells that the expression is a variable that was declared before the loops around the place.
func (at place) madeBeforeLoops(expr ast.Expr) bool {
	ident, ok := expr.(*ast.Ident)
	if !ok || ident.Obj == nil {
		return false
	}
	_, begin := at.function()
	for _, node := range at.path[begin+1:] {
		switch node.(type) {
		case *ast.ForStmt, *ast.RangeStmt:
			return ident.Obj.Pos() < node.Pos()
		}
	}
	return true
}

// mayBeNil tells that the expression is a variable that was declared without a value.
func (at place) mayBeNil(expr ast.Expr) bool {
	ident, ok := expr.(*ast.Ident)
	if !ok || ident.Obj == nil {
		return false
	}
	spec, ok := ident.Obj.Decl.(*ast.ValueSpec)
	return ok && len(spec.Values) == 0
}

// knownKind is that of channels which package time or context made.
func (at place) knownKind(expr ast.Expr) string {
	switch expr := expr.(type) {
	case *ast.CallExpr:
		fun, ok := expr.Fun.(*ast.SelectorExpr)
		if !ok {
			return ""
		}
		switch {
		case at.isPackage(fun.X, "time") && fun.Sel.Name == "After":
			return "after"
		case at.isPackage(fun.X, "time") && fun.Sel.Name == "Tick":
			return "tick"
		case fun.Sel.Name == "Done" && len(expr.Args) == 0 && at.isContext(at.typeOf(fun.X), 3):
			return "context"
		}
	case *ast.SelectorExpr:
		of := at.typeOf(expr.X)
		if expr.Sel.Name == "C" && of.isQualified("time", "Ticker") {
			return "ticker"
		}
		if expr.Sel.Name == "C" && of.isQualified("time", "Timer") {
			return "timer"
		}
	case *ast.Ident:
		if value := at.definition(expr); value != nil && value != ast.Expr(expr) {
			return at.knownKind(ast.Unparen(value))
		}
		if at.assignedContext(expr) {
			return "context"
		}
	}
	return ""
}

// assignedContext tells that all that a variable is ever assigned is the Done of a context. One that stays nil never gets
// ready, so of a timer this would tell nothing.
func (at place) assignedContext(ident *ast.Ident) bool {
	decl := at.declaration()
	if ident.Obj == nil || decl == nil || decl.Body == nil {
		return false
	}
	contexts, others := 0, 0
	ast.Inspect(decl.Body, func(node ast.Node) bool {
		assign, ok := node.(*ast.AssignStmt)
		if !ok || len(assign.Lhs) != len(assign.Rhs) {
			return true
		}
		for i, left := range assign.Lhs {
			name, ok := left.(*ast.Ident)
			if !ok || name.Obj != ident.Obj || isNamed(assign.Rhs[i], "nil") {
				continue
			}
			if call, ok := assign.Rhs[i].(*ast.CallExpr); ok && at.knownKind(call) == "context" {
				contexts++
			} else {
				others++
			}
		}
		return true
	})
	return contexts > 0 && others == 0
}

// definition is the only value that a variable of a function was given, where it was declared.
func (at place) definition(ident *ast.Ident) ast.Expr {
	if ident.Obj == nil {
		return nil
	}
	switch decl := ident.Obj.Decl.(type) {
	case *ast.AssignStmt:
		if len(decl.Lhs) == len(decl.Rhs) {
			for i, left := range decl.Lhs {
				if isNamed(left, ident.Name) {
					return decl.Rhs[i]
				}
			}
		}
	case *ast.ValueSpec:
		for i, name := range decl.Names {
			if name.Name == ident.Name && i < len(decl.Values) {
				return decl.Values[i]
			}
		}
	}
	return nil
}

func (at place) isPackage(expr ast.Expr, path string) bool {
	ident, ok := expr.(*ast.Ident)
	return ok && ident.Obj == nil && at.f.imports[ident.Name] == path
}

// key is which channel the expression is, as far as this package tells.
func (at place) key(expr ast.Expr) channelKey {
	switch expr := ast.Unparen(expr).(type) {
	case *ast.Ident:
		if expr.Obj != nil && expr.Obj.Kind == ast.Var {
			if decl := at.p.decls[expr.Name]; decl != nil && decl.node == expr.Obj.Decl {
				return channelKey{name: expr.Name}
			}
			return channelKey{object: expr.Obj}
		}
		if decl := at.p.decls[expr.Name]; expr.Obj == nil && decl != nil {
			if _, variable := decl.node.(*ast.ValueSpec); variable {
				return channelKey{name: expr.Name}
			}
		}
	case *ast.SelectorExpr:
		if owner, field := at.field(expr); field != nil {
			return channelKey{name: owner + "." + expr.Sel.Name}
		}
	case *ast.TypeAssertExpr:
		return at.key(expr.X)
	case *ast.IndexExpr: // of a list of channels each is one of them
		return at.key(expr.X)
	case *ast.CallExpr: // a method that hands out a field
		if inside, result := at.onlyResult(expr); result != nil {
			return inside.key(result)
		}
	}
	return channelKey{}
}

// onlyResult is what a function or method of the package returns, where its body is that alone.
func (at place) onlyResult(call *ast.CallExpr) (place, ast.Expr) {
	return at.p.onlyResultOf(at.called(call))
}

func (p *pkg) onlyResultOf(decl *declared) (place, ast.Expr) {
	if decl == nil || decl.node.(*ast.FuncDecl).Body == nil {
		return place{}, nil
	}
	function := decl.node.(*ast.FuncDecl)
	var result ast.Expr
	count := 0
	ast.Inspect(function.Body, func(node ast.Node) bool {
		switch node := node.(type) {
		case *ast.FuncLit:
			return false
		case *ast.ReturnStmt:
			if count++; len(node.Results) == 1 {
				result = node.Results[0]
			}
		}
		return true
	})
	if count != 1 {
		return place{}, nil
	}
	return place{p: p}.body(decl), result
}

// room tells whether all that makes the channel gives it room, or none does.
func (at place) room(key channelKey) string {
	at.p.collect()
	word := ""
	for _, each := range at.p.makes[key] {
		if word != "" && word != each {
			return ""
		}
		word = each
	}
	return word
}

// madeAt is where all that is ever the channel is made, if that is one place.
func (at place) madeAt(key channelKey) (string, int) {
	made := at.p.madeAt[key]
	if len(made) == 0 {
		for _, alias := range at.p.aliases(key) {
			made = append(made, at.p.madeAt[alias]...) // `sent := make(chan int)`, then `box{sent: sent}`
		}
	}
	if len(made) == 1 {
		position := at.p.fset.Position(made[0])
		return position.Filename, position.Line
	}
	return "", 0
}

// neverClosed tells that the package makes the channel and nothing in it closes it, under whatever name it is known there.
func (at place) neverClosed(expr ast.Expr) bool {
	key := at.contextKey(expr, 4)
	if field, isParam := paramOf(key); isParam && field != nil {
		return false // several calls hand it in, or others do
	}
	made := false
	for _, alias := range at.p.aliases(key) {
		if len(at.p.closings[alias]) > 0 || at.p.escaped[alias] {
			return false
		}
		made = made || len(at.p.makes[alias]) > 0
	}
	return made // what comes from elsewhere is closed elsewhere
}

// paramOf is the parameter that a key means.
func paramOf(key channelKey) (*ast.Field, bool) {
	if key.object == nil {
		return nil, false
	}
	field, ok := key.object.Decl.(*ast.Field)
	return field, ok
}

// received tells where else the package receives from the channel: in the function around the place, with its closures, after
// the place (as whoever takes a slot gives it back), or elsewhere.
func (at place) received(key channelKey) (here, elsewhere bool) {
	around := at.declaration()
	for _, f := range at.p.files {
		for _, decl := range f.ast.Decls {
			function, ok := decl.(*ast.FuncDecl)
			if !ok || function.Body == nil || key.object != nil && function != around {
				continue
			}
			inside := place{p: at.p, f: f, path: []ast.Node{f.ast, function}}
			ast.Inspect(function.Body, func(node ast.Node) bool {
				if !inside.receivesFrom(node, key) {
					return true
				}
				if function == around && node.Pos() > at.node().Pos() {
					here = true
				}
				elsewhere = elsewhere || function != around
				return true
			})
		}
	}
	return here, elsewhere
}

func (at place) receivesFrom(node ast.Node, key channelKey) bool {
	switch node := node.(type) {
	case *ast.UnaryExpr:
		return node.Op == token.ARROW && at.key(node.X) == key
	case *ast.RangeStmt:
		return node.Value == nil && at.key(node.X) == key
	}
	return false
}
