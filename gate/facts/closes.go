package main

import (
	"go/ast"
	"slices"
)

// wrappers are functions of the standard library that hand back something around their first argument, by import path.
var wrappers = map[string][]string{
	"bufio":         {"NewReader", "NewReaderSize", "NewScanner", "NewReadWriter", "NewWriter"},
	"crypto/tls":    {"Client", "Server", "NewListener"},
	"encoding/gob":  {"NewDecoder", "NewEncoder"},
	"encoding/json": {"NewDecoder", "NewEncoder"},
	"io":            {"LimitReader", "TeeReader"},
	"net/textproto": {"NewConn", "NewReader", "NewWriter"},
}

// wrapped is what lies inside of the value that a call gives: the first argument of a wrapper, what is appended to a list.
func (at place) wrapped(call *ast.CallExpr) ast.Expr {
	if isNamed(call.Fun, "append") && len(call.Args) == 2 && !call.Ellipsis.IsValid() {
		return call.Args[1]
	}
	fun, ok := call.Fun.(*ast.SelectorExpr)
	if !ok || len(call.Args) == 0 {
		return nil
	}
	x, ok := fun.X.(*ast.Ident)
	if !ok || x.Obj != nil || !slices.Contains(wrappers[at.f.imports[x.Name]], fun.Sel.Name) {
		return nil
	}
	if inner, ok := ast.Unparen(call.Args[0]).(*ast.CallExpr); ok {
		return at.wrapped(inner)
	}
	return call.Args[0]
}

// closesIt tells of the methods of the standard library by which connections, listeners, files and servers are closed.
func closesIt(method string, arguments int) bool {
	return method == "Close" && arguments == 0 || method == "Shutdown" && arguments == 1
}

// collectCopyTo notes what a range loop hands to its variable.
func (at place) collectCopyTo(variable, list ast.Expr) {
	if variable != nil {
		at.collectCopy(at.key(variable), list)
	}
}

// closesIn are those of the calls that a statement makes itself.
func (at place) closesIn(stmt ast.Node) []Closing {
	var out []Closing
	ast.Inspect(stmt, func(node ast.Node) bool {
		switch node := node.(type) {
		case *ast.FuncLit, *ast.BlockStmt:
			return false
		case *ast.CallExpr:
			for _, closing := range at.closesOf(node) {
				if !slices.ContainsFunc(out, func(each Closing) bool { return each.File == closing.File && each.Line == closing.Line }) {
					out = append(out, closing)
				}
			}
		}
		return true
	})
	return out
}

// closesOf tells where the package closes what a call waits at: what its method is called on, or one of its arguments, after it
// was kept or wrapped.
func (at place) closesOf(call *ast.CallExpr) []Closing {
	on := call.Args
	if fun, ok := call.Fun.(*ast.SelectorExpr); ok && !at.isImport(fun.X) {
		on = []ast.Expr{fun.X}
	}
	var out []Closing
	for _, expr := range on {
		out = append(out, at.closesKnown(expr)...)
	}
	return out
}

// closesKnown are the calls that close what a variable or field holds.
func (at place) closesKnown(expr ast.Expr) []Closing {
	at.p.collect()
	key := at.contextKey(expr, 4)
	if !key.known() {
		return nil
	}
	var out []Closing
	for _, alias := range at.p.aliases(key) {
		out = append(out, at.p.closes[alias]...)
	}
	return out
}

func (at place) isMap(expr ast.Expr) bool {
	_, ok := at.underlying(at.typeOf(expr)).expr.(*ast.MapType)
	return ok
}

func (at place) isImport(expr ast.Expr) bool {
	ident, ok := expr.(*ast.Ident)
	return ok && ident.Obj == nil && at.f.imports[ident.Name] != ""
}
