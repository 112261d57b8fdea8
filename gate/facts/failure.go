package main

import (
	"go/ast"
	"go/token"
	"slices"
)

// failure is what becomes of the goroutine when the call at the place fails. It stays where a loop around comes back to the call
// and no path leaves that loop: not on this error, nor on that of another call, which fails then too. Only what such a loop asks
// of the error is followed; a condition about anything else may be either.
func (at place) failure() *Failure {
	stmt, index := at.statement()
	if stmt == nil {
		return nil
	}
	if _, handsOn := stmt.(*ast.ReturnStmt); handsOn {
		return &Failure{Kind: "leaves"}
	}
	names := at.failureNames(stmt)
	if names == nil {
		return nil
	}
	at.failed = names.err
	if at.outermostLoop() == 0 {
		return at.leaving(index)
	}
	at.skip = stmt
	after := flow{"next": true}
	if head, inHead := at.path[index-1].(*ast.IfStmt); inHead && head.Body != stmt && head.Else != stmt {
		index, after = index-1, at.flowOfOne(&ast.IfStmt{Cond: head.Cond, Body: head.Body, Else: head.Else}, "", callDepth)
	}
	if at.upwards(after, index, 3) != never || after["panic"] {
		return at.leaving(index)
	}
	out := &Failure{Kind: "stays", Line: at.p.line(at.node().Pos())}
	if check := at.firstCheck(index); check != nil {
		out.Line, out.Checked = at.p.line(check.Pos()), true
	}
	return out
}

// spinning is the first call of the loop on that line whose failure the loop outlives: what such a goroutine is busy with once
// somebody has closed what it waited at.
func (f folders) spinning(query Query) *Failure {
	p, file := f.find(query.File)
	if file == nil {
		return nil
	}
	var found *Failure
	walk(file.ast, func(node ast.Node, path []ast.Node) bool {
		loop, ok := node.(*ast.ForStmt)
		if !ok || p.line(loop.Pos()) != query.Line || found != nil {
			return true
		}
		for _, stmt := range loop.Body.List {
			at := place{p: p, f: file, path: append(slices.Clone(path), ast.Node(loop.Body), stmt), spins: true}
			if got := at.failureOfWait(stmt); got != nil && got.Kind == "stays" {
				found = got
				break
			}
		}
		return true
	})
	return found
}

// failureOfWait is that of a statement which waits at a connection or listener.
func (at place) failureOfWait(stmt ast.Stmt) *Failure {
	if head, ok := stmt.(*ast.IfStmt); ok && head.Init != nil {
		at.path = append(at.path, head.Init)
		stmt = head.Init
	}
	var call ast.Expr
	switch stmt := stmt.(type) {
	case *ast.ExprStmt:
		call = stmt.X
	case *ast.AssignStmt:
		call = stmt.Rhs[0]
	}
	waits, ok := ast.Unparen(call).(*ast.CallExpr)
	if !ok || !waitsAt(calledName(waits)) {
		return nil
	}
	return at.failure()
}

// howItLeaves is "leaves", or "reports" where the way out fails the test: with a call on its t, or one that is given it.
func (at place) howItLeaves(index int) string {
	look := at.following(index)
	if check := at.firstCheck(index); check != nil {
		for _, before := range look {
			if before != check && before.End() < check.Pos() && at.mayReturn(before) {
				return "leaves"
			}
		}
		look = check.(*ast.IfStmt).Body.List
	}
	reports := false
	ast.Inspect(&ast.BlockStmt{List: look}, func(node ast.Node) bool {
		call, ok := node.(*ast.CallExpr)
		if !ok {
			return true
		}
		reports = reports || isNamed(call.Fun, "panic")
		if fun, ok := call.Fun.(*ast.SelectorExpr); ok {
			reports = reports || at.isTesting(fun.X)
		}
		for _, arg := range call.Args {
			reports = reports || at.isTesting(arg)
		}
		return true
	})
	if reports {
		return "reports"
	}
	return "leaves"
}

// mayReturn tells of an `if` about something else that is left by a return: `if s.closed { return }`.
func (at place) mayReturn(stmt ast.Stmt) bool {
	other, ok := stmt.(*ast.IfStmt)
	if !ok || at.holdsOnFailure(other.Cond) != "" || len(other.Body.List) == 0 {
		return false
	}
	_, returns := other.Body.List[len(other.Body.List)-1].(*ast.ReturnStmt)
	return returns
}

func (at place) isTesting(expr ast.Expr) bool {
	of := at.typeOf(expr)
	for _, name := range []string{"T", "B", "F", "TB"} {
		if of.isQualified("testing", name) {
			return true
		}
	}
	return false
}

// failureName is the variable that holds the error of the call; none where the statement drops it.
type failureName struct{ err *ast.Object }

// failureNames is nil where nobody knows what the statement makes of an error.
func (at place) failureNames(stmt ast.Stmt) *failureName {
	switch stmt := stmt.(type) {
	case *ast.ExprStmt:
		return &failureName{}
	case *ast.AssignStmt:
		last, ok := stmt.Lhs[len(stmt.Lhs)-1].(*ast.Ident)
		if _, isCall := ast.Unparen(stmt.Rhs[0]).(*ast.CallExpr); !ok || !isCall || len(stmt.Rhs) != 1 {
			return nil
		}
		if last.Name == "_" {
			return &failureName{}
		}
		return &failureName{last.Obj}
	}
	return nil
}

// firstCheck is the `if` behind the call that asks for the error, in the block of the call or around it.
func (at place) firstCheck(index int) ast.Stmt {
	if at.failed == nil {
		return nil
	}
	if head, ok := at.path[index].(*ast.IfStmt); ok && at.holdsOnFailure(head.Cond) == "yes" {
		return head
	}
	for _, stmt := range at.following(index) {
		if check, ok := stmt.(*ast.IfStmt); ok && at.holdsOnFailure(check.Cond) == "yes" {
			return check
		}
	}
	return nil
}

// holdsOnFailure tells of a condition whether it holds where the error is not nil: "yes", "no", or empty for either.
func (at place) holdsOnFailure(cond ast.Expr) string {
	if at.failed == nil {
		return ""
	}
	switch cond := ast.Unparen(cond).(type) {
	case *ast.UnaryExpr:
		if cond.Op == token.NOT {
			return map[string]string{"yes": "no", "no": "yes"}[at.holdsOnFailure(cond.X)]
		}
	case *ast.CallExpr:
		if fun, ok := cond.Fun.(*ast.SelectorExpr); ok && at.isPackage(fun.X, "errors") && fun.Sel.Name == "Is" && len(cond.Args) == 2 {
			return at.isNotEOF(cond.Args[0], cond.Args[1])
		}
	case *ast.BinaryExpr:
		if cond.Op == token.EQL && at.isNotEOF(cond.X, cond.Y) != "" {
			return "no"
		}
		left, right := at.holdsOnFailure(cond.X), at.holdsOnFailure(cond.Y)
		switch cond.Op {
		case token.LAND:
			return bothOf(left, right, "yes", "no")
		case token.LOR:
			return bothOf(left, right, "no", "yes")
		case token.NEQ, token.EQL:
			if !at.isFailed(cond.X) || !isNamed(cond.Y, "nil") {
				return ""
			}
			return map[token.Token]string{token.NEQ: "yes", token.EQL: "no"}[cond.Op]
		}
	}
	return ""
}

// isNotEOF is "no" of a comparison with io.EOF in a loop that never waits: what was closed at this end fails with another error,
// and a loop that leaves on io.EOF would have ended.
func (at place) isNotEOF(err, with ast.Expr) string {
	fun, ok := with.(*ast.SelectorExpr)
	if at.spins && ok && at.isPackage(fun.X, "io") && fun.Sel.Name == "EOF" && at.isFailed(err) {
		return "no"
	}
	return ""
}

func bothOf(left, right, all, one string) string {
	switch {
	case left == all && right == all:
		return all
	case left == one || right == one:
		return one
	}
	return ""
}

func (at place) isFailed(expr ast.Expr) bool {
	ident, ok := ast.Unparen(expr).(*ast.Ident)
	return ok && ident.Obj != nil && ident.Obj == at.failed
}
