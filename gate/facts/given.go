package main

import (
	"go/ast"
	"slices"
	"strings"
)

// sendsTo are the sends on the channel of a receive: those that somebody can make by a call to end what waits there, and the others,
// which tests make or what a go statement runs. What uses the value waits for that one, and nobody sends it in place of its sender.
func (at place) sendsTo(stmt ast.Stmt) (sent, given []Closing) {
	channel, ok := received(at.operation(stmt))
	if !ok {
		return nil, nil
	}
	for _, send := range at.sentOn(channel) {
		switch {
		case at.isInside(send):
		case at.dropsValue(stmt) && at.p.isCallable(send):
			sent = append(sent, send)
		default:
			given = append(given, send)
		}
	}
	return sent, given
}

// takenByTests are the receives of tests from the channel of a send.
func (at place) takenByTests(send *ast.SendStmt) []Closing {
	return slices.DeleteFunc(notedUnder(at.p.takes, at.namesOfChannel(send.Chan)), func(each Closing) bool {
		return !each.Test || strings.HasPrefix(each.Function, "(")
	})
}

// dropsValue tells of the statement around a receive that it is nothing else, and keeps nothing of it.
func (at place) dropsValue(stmt ast.Stmt) bool {
	switch stmt := stmt.(type) {
	case *ast.ExprStmt:
		return ast.Unparen(stmt.X) == at.node()
	case *ast.AssignStmt:
		return len(stmt.Rhs) == 1 && stmt.Rhs[0] == at.node() && len(stmt.Lhs) == 1 && isNamed(stmt.Lhs[0], "_")
	}
	return false
}

// isCallable tells of a send that a function makes it which is there to be called, by itself or by others: nothing that comes to it is
// run by a go statement, or by a closure behind one.
func (p *pkg) isCallable(send Closing) bool {
	ofTest := send.Test && !strings.HasPrefix(send.Function, "(")
	return !ofTest && !send.Goroutine && !send.Deferred && !slices.ContainsFunc(send.Owners, func(each Owner) bool { return p.started[each.Function] || p.startedIn[each.Function] })
}

// isInside tells of a send that the function which waits makes it itself.
func (at place) isInside(send Closing) bool {
	body, _ := at.function()
	other, _ := (place{p: at.p}).around(send.value).function()
	return body == other
}
