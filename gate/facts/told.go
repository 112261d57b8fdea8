package main

import (
	"go/ast"
	"go/token"
	"slices"
)

// leavesByBody tells of a range loop that some path of its body leaves it for good.
func (at place) leavesByBody(loop *ast.RangeStmt) bool {
	at.skip = loop
	body := loopFlow(at.flowOf(loop.Body.List, callDepth), at.labelOf(len(at.path)-1), false)
	body.remove("panic")
	return len(body) > 0 && at.upwards(body, len(at.path)-1, 3) != never
}

// sentToLeave are the sends on a channel whose value holds a constant that the statements ask for where they leave the loop:
// `cmds <- cmd{op: stop}` of `case stop: return`.
func (at place) sentToLeave(channel ast.Expr, body []ast.Stmt) []Closing {
	asked := at.constantsOfExits(body)
	var out []Closing
	for _, send := range at.sentOn(channel) {
		holds := false
		ast.Inspect(send.value, func(node ast.Node) bool {
			ident, ok := node.(*ast.Ident)
			holds = holds || ok && slices.Contains(asked, ident.Name)
			return true
		})
		if holds {
			out = append(out, send)
		}
	}
	return out
}

// constantsOfExits are the constants and variables of the package in the conditions around what leaves.
func (at place) constantsOfExits(body []ast.Stmt) []string {
	var out []string
	walk(&ast.BlockStmt{List: body}, func(node ast.Node, path []ast.Node) bool {
		if isExit(node) {
			for i, around := range path[:len(path)-1] {
				out = append(out, at.constantsIn(conditionOf(around, path[i+1]))...)
			}
		}
		_, closure := node.(*ast.FuncLit)
		return !closure
	})
	return out
}

// isExit tells of a return, and of jumps with a label; a bare break mostly leaves a switch.
func isExit(node ast.Node) bool {
	switch node := node.(type) {
	case *ast.ReturnStmt:
		return true
	case *ast.BranchStmt:
		return node.Label != nil && node.Tok != token.CONTINUE
	}
	return false
}

// conditionOf is what has to hold for control to come from a statement to that part of it.
func conditionOf(stmt, part ast.Node) []ast.Expr {
	switch stmt := stmt.(type) {
	case *ast.IfStmt:
		if stmt.Body == part {
			return []ast.Expr{stmt.Cond}
		}
	case *ast.CaseClause:
		return stmt.List
	}
	return nil
}

func (at place) constantsIn(conditions []ast.Expr) []string {
	var out []string
	for _, each := range conditions {
		ast.Inspect(each, func(node ast.Node) bool {
			ident, ok := node.(*ast.Ident)
			if !ok || ident.Obj != nil && ident.Obj.Kind != ast.Con {
				return true
			}
			if decl := at.p.decls[ident.Name]; decl != nil {
				if _, value := decl.node.(*ast.ValueSpec); value {
					out = append(out, ident.Name)
				}
			}
			return true
		})
	}
	return out
}
