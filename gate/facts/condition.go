package main

import (
	"go/ast"
	"go/token"
)

// endsCondition tells that statements set a variable which the condition of the innermost loop around the place asks for, so that
// the loop ends by it: for sure, where the condition is that variable alone, `for running` and `running = false`; else as far as
// the rest of it allows, `for in != nil || out != nil` and `in = nil`.
func (at place) endsCondition(list []ast.Stmt, sure bool) bool {
	cond, index := at.loopCondition()
	if cond == nil || at.upwards(flow{"next": true}, index, 3) != always {
		return false // what is behind the loop may come back to it
	}
	for _, stmt := range list {
		assign, ok := stmt.(*ast.AssignStmt)
		if !ok || assign.Tok != token.ASSIGN || len(assign.Lhs) != len(assign.Rhs) {
			continue
		}
		for i, left := range assign.Lhs {
			if at.ends(cond, at.key(left), assign.Rhs[i]) || !sure && at.asksFor(cond, at.key(left), assign.Rhs[i]) {
				return true
			}
		}
	}
	return false
}

// loopCondition is that of the innermost loop around the place, with the loop's index in the path.
func (at place) loopCondition() (ast.Expr, int) {
	_, begin := at.function()
	for i := len(at.path) - 1; i > begin; i-- {
		switch loop := at.path[i].(type) {
		case *ast.ForStmt:
			return loop.Cond, i
		case *ast.RangeStmt:
			return nil, 0
		}
	}
	return nil, 0
}

// ends tells that the condition is false when the variable has that value.
func (at place) ends(cond ast.Expr, key channelKey, value ast.Expr) bool {
	if !key.known() {
		return false
	}
	switch cond := ast.Unparen(cond).(type) {
	case *ast.UnaryExpr:
		return cond.Op == token.NOT && at.key(cond.X) == key && isNamed(value, "true")
	case *ast.BinaryExpr:
		return cond.Op == token.NEQ && at.key(cond.X) == key && isNamed(cond.Y, "nil") && isNamed(value, "nil")
	}
	return at.key(cond) == key && isNamed(value, "false")
}

// asksFor tells that a part of the condition is false then.
func (at place) asksFor(cond ast.Expr, key channelKey, value ast.Expr) bool {
	binary, ok := ast.Unparen(cond).(*ast.BinaryExpr)
	if !ok || binary.Op != token.LOR && binary.Op != token.LAND {
		return at.ends(cond, key, value)
	}
	return at.asksFor(binary.X, key, value) || at.asksFor(binary.Y, key, value)
}
