package main

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"strings"
)

// allowMark begins a comment by which the author of a `go` statement or a test says that what it leaves may stay:
// `//leakgate:allow REASON [until=DATE] [max=N]`.
const allowMark = "//leakgate:allow"

// allowed answers a query "allow": the comment that is about the `go` statement, the call, or what allocates on that line, or
// else about the test function around it. Statement is the name of that function, or nothing, and behind a line end what stands behind the
// mark; LoopLine is the line of the comment.
func allowed(path string, source []byte, line int) Facts {
	fset := token.NewFileSet()
	parsed, _ := parser.ParseFile(fset, path, source, parser.ParseComments|parser.SkipObjectResolution)
	if parsed == nil {
		return Facts{}
	}
	marks := map[int]string{}
	alone := map[int]bool{} // lines that hold such a comment and nothing before it
	for _, group := range parsed.Comments {
		for _, comment := range group.List {
			rest, found := strings.CutPrefix(comment.Text, allowMark)
			if found && (rest == "" || rest[0] == ' ' || rest[0] == '\t') {
				position := fset.Position(comment.Pos())
				marks[position.Line] = strings.TrimSpace(rest)
				before := source[max(0, position.Offset-position.Column+1):position.Offset]
				alone[position.Line] = len(bytes.TrimSpace(before)) == 0
			}
		}
	}
	if len(marks) == 0 {
		return Facts{}
	}
	at := func(pos token.Pos) int { return fset.Position(pos).Line }
	var facts Facts
	take := func(function string, lines ...int) bool {
		for _, line := range lines {
			if rest, found := marks[line]; found {
				facts = Facts{Statement: function + "\n" + rest, LoopLine: line}
				return true
			}
		}
		return false
	}
	for _, decl := range parsed.Decls {
		if line < at(decl.Pos()) || line > at(decl.End()) {
			continue
		}
		function, ok := decl.(*ast.FuncDecl)
		if !ok { // a variable, whose value allocates
			_ = take("", line) || (alone[line-1] && take("", line-1))
			continue
		}
		if startsStatement(function, at, line) && (take("", line) || (alone[line-1] && take("", line-1))) {
			return facts
		}
		if isTest(function) {
			lines := []int{at(function.Pos())}
			if function.Doc != nil {
				for _, comment := range function.Doc.List {
					lines = append(lines, at(comment.Pos()))
				}
			}
			take(function.Name.Name, lines...)
		}
	}
	return facts
}

// startsStatement tells whether a statement that can start a goroutine, itself or by what it calls, begins on that line.
func startsStatement(function *ast.FuncDecl, at func(token.Pos) int, line int) bool {
	starts := false
	ast.Inspect(function, func(node ast.Node) bool {
		switch node.(type) {
		case *ast.GoStmt, *ast.ExprStmt, *ast.AssignStmt, *ast.DeferStmt, *ast.ReturnStmt, *ast.DeclStmt:
			starts = starts || at(node.Pos()) == line
		}
		return true
	})
	return starts
}

func isTest(function *ast.FuncDecl) bool {
	for _, start := range []string{"Test", "Benchmark", "Fuzz", "Example"} {
		if function.Recv == nil && strings.HasPrefix(function.Name.Name, start) {
			return true
		}
	}
	return false
}
