package main

import "go/ast"

// idleConnections is asked for in place of a method: what ends the connections that an HTTP client keeps.
const idleConnections = "http.CloseIdleConnections"

// closesIdle is that of the client whose method the line calls, where it has a name there; of http.Get and the like that of the
// client behind them.
func (f folders) closesIdle(query Query) *Ending {
	p, file := f.find(query.File)
	if file == nil {
		return nil
	}
	at := callOnLine(p, file, query.Line, lastName(query.About[0]))
	if len(at.path) == 0 {
		return nil
	}
	fun, ok := at.node().(*ast.CallExpr).Fun.(*ast.SelectorExpr)
	if !ok {
		return nil
	}
	client := at.p.text(at.f, fun.X)
	switch {
	case at.isPackage(fun.X, "net/http"):
		client += ".DefaultClient"
	case !isPlain(fun.X) || receiverOf(query.About[0]) != "Client":
		return nil // made on the spot, or a transport
	}
	out := &Ending{Call: client + ".CloseIdleConnections()", Testing: at.testing()}
	if decl := at.declaration(); decl != nil {
		out.Function = declaredName(decl)
	}
	if started, _ := at.startedAround(); started != nil {
		out.Goroutine = !at.waitsBehind(started)
	}
	return out
}
