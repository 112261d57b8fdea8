package main

import (
	"go/ast"
	"slices"
	"strconv"
	"strings"
)

// cancelNames are the functions of package context whose second result cancels the first.
var cancelNames = []string{"WithCancel", "WithCancelCause", "WithTimeout", "WithTimeoutCause", "WithDeadline", "WithDeadlineCause"}

// cancels tells where the package calls what cancels a context: where both come from one call of context.WithCancel and its like,
// also after they were kept in fields or handed to a function that is called in one place alone.
func (at place) cancels(context ast.Expr) []Closing {
	at.p.collect()
	key := at.contextKey(context, 4)
	if !key.known() {
		return nil
	}
	var out []Closing
	for _, cancel := range at.p.cancelsOf(key) {
		out = append(out, at.p.calls[cancel]...)
	}
	return out
}

// contextKey is the key of an expression; of a parameter that of what the only call hands in.
func (at place) contextKey(expr ast.Expr, depth int) channelKey {
	key := at.key(expr)
	if key.object == nil || depth == 0 {
		return key
	}
	if handed := at.handedHere(key.object); len(handed) == 1 {
		return handed[0].at.contextKey(handed[0].expr, depth-1)
	}
	return key
}

// handedHere is what calls hand to a parameter: of several the go statement that started the goroutine at the place.
func (at place) handedHere(param *ast.Object) []handed {
	all := at.p.handedIn[param]
	if len(all) < 2 || len(at.started) != 2 {
		return all
	}
	for _, each := range all {
		if each.started && strings.HasSuffix(each.call.File, "/"+at.started[0]) && strconv.Itoa(each.call.Line) == at.started[1] {
			return []handed{each}
		}
	}
	return all
}

// cancelsOf are the variables and fields that hold what cancels the context that one of these keys means.
func (p *pkg) cancelsOf(key channelKey) []channelKey {
	var out []channelKey
	for _, each := range p.aliases(key) {
		for _, cancel := range p.cancelling[each] {
			out = append(out, p.aliases(cancel)...)
		}
	}
	return out
}

// aliases are the key itself, what it was copied to, and what it was copied from.
func (p *pkg) aliases(key channelKey) []channelKey {
	out := []channelKey{key}
	for i := 0; i < len(out) && len(out) < 16; i++ {
		for _, other := range p.copies[out[i]] {
			if !slices.Contains(out, other) {
				out = append(out, other)
			}
		}
	}
	return out
}

// handed is an expression that a call hands to a parameter.
type handed struct {
	at      place
	expr    ast.Expr
	call    Closing // the call, as one that closes what it is handed
	started bool    // by a go statement
}

// collectContexts notes `ctx, cancel := context.WithCancel(…)`.
func (at place) collectContexts(left, right []ast.Expr) {
	if len(left) != 2 || len(right) != 1 {
		return
	}
	call, ok := right[0].(*ast.CallExpr)
	if !ok {
		return
	}
	fun, ok := call.Fun.(*ast.SelectorExpr)
	if !ok || !at.isPackage(fun.X, "context") || !slices.Contains(cancelNames, fun.Sel.Name) {
		return
	}
	if context, cancel := at.key(left[0]), at.key(left[1]); context.known() && cancel.known() {
		at.p.cancelling[context] = append(at.p.cancelling[context], cancel)
	}
}

// collectCopy notes that a variable was kept in a field or in another variable.
func (at place) collectCopy(left channelKey, value ast.Expr) {
	switch from := ast.Unparen(value).(type) {
	case *ast.Ident, *ast.SelectorExpr, *ast.IndexExpr:
	case *ast.TypeAssertExpr:
		value = from.X
	case *ast.CallExpr:
		at.collectCopied(left, value)
		if value = at.wrapped(from); value == nil {
			return
		}
	default:
		at.collectCopied(left, value)
		return
	}
	at.collectCopied(left, value)
	if right := at.key(value); left.known() && right.known() && left != right {
		at.p.copies[left] = append(at.p.copies[left], right)
		at.p.copies[right] = append(at.p.copies[right], left)
		addNew(at.p.copiedTo, right, left)
	}
}

// collectHanded notes what a call hands to the parameters of a function of the package, or of a closure that is run at once.
func (at place) collectHanded(call *ast.CallExpr, decl ast.Decl, calls marks) {
	var params *ast.FieldList
	if decl := at.called(call); decl != nil {
		params = decl.node.(*ast.FuncDecl).Type.Params
	} else if literal, ok := call.Fun.(*ast.FuncLit); ok {
		params = literal.Type.Params
	}
	if params == nil {
		return
	}
	n := 0
	closing := at.closingBy(call, decl, calls)
	for _, field := range params.List {
		for _, name := range field.Names {
			if n < len(call.Args) && name.Obj != nil {
				at.p.handedIn[name.Obj] = append(at.p.handedIn[name.Obj], handed{at, call.Args[n], closing, calls.run[call]})
			}
			n++
		}
	}
}
