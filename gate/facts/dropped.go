package main

import (
	"go/ast"
	"slices"
	"strings"
)

// dropped is the only result of the call on the line that has a method to end it and that the line gives no name: `c, _ := open()`;
// else the only channel by which tests end something that keep it.
func (f folders) dropped(query Query) *Ending {
	p, file := f.find(query.File)
	if file == nil || len(query.About) != 1 {
		return nil
	}
	at := callOnLine(p, file, query.Line, lastName(query.About[0]))
	if len(at.path) < 2 {
		return nil
	}
	assign, ok := at.path[len(at.path)-2].(*ast.AssignStmt)
	if !ok || len(assign.Rhs) != 1 {
		return nil
	}
	call := at.node().(*ast.CallExpr)
	results, _ := at.resultsOf(plainCall(call), 12)
	if decl := p.declOf(query.About[0]); results == nil && decl != nil {
		results = decl.node.(*ast.FuncDecl).Type.Results
	}
	if results == nil || results.NumFields() != len(assign.Lhs) {
		return nil
	}
	out := at.droppedOf(assign, results)
	if out == nil {
		return nil
	}
	if decl := at.declaration(); decl != nil {
		out.Function = declaredName(decl)
	}
	out.Keep += " := " + at.brief(call)
	return out
}

// droppedOf is of the results that get no name the only one that has a method to end it, else the only channel by which other tests
// end something.
func (at place) droppedOf(assign *ast.AssignStmt, results *ast.FieldList) *Ending {
	names := make([]string, len(assign.Lhs))
	var types []ast.Expr
	for _, field := range results.List {
		types = append(types, slices.Repeat([]ast.Expr{field.Type}, max(1, len(field.Names)))...)
	}
	for i, left := range assign.Lhs {
		names[i] = at.p.text(at.f, left)
	}
	call := at.node().(*ast.CallExpr)
	for _, end := range []func(i int) (name, code string){
		func(i int) (name, code string) { return "x", at.endOf(types[i], "x") },
		func(i int) (name, code string) { return at.endOfChannel(call, types[i], i) },
	} {
		var out *Ending
		for i := range names {
			if names[i] != "_" {
				continue
			}
			name, code := end(i)
			if code != "" && out != nil {
				return nil
			}
			if code != "" {
				kept := slices.Clone(names)
				kept[i] = name
				out = &Ending{Call: code, Keep: strings.Join(kept, ", "), Testing: at.testing()}
			}
		}
		if out != nil {
			return out
		}
	}
	return nil
}

// endOfChannel is what tests that keep a channel which a call gives do to it, and the name by which they have it: `quit`, `close(quit)`.
func (at place) endOfChannel(call *ast.CallExpr, kind ast.Expr, index int) (name, code string) {
	channel, ok := at.underlying(typed{kind, at.f}).expr.(*ast.ChanType)
	decl := at.called(call)
	if !ok || channel.Dir == ast.RECV || decl == nil {
		return "", ""
	}
	return at.p.endOfResult(decl, index, helpersDeep)
}

// endOfResult is that of a result of a function; helpers of tests may hand it on.
func (p *pkg) endOfResult(function *declared, index, depth int) (name, code string) {
	p.collect()
	p.eachFunction(func(decl *ast.FuncDecl, at place) {
		if code != "" || depth == 0 || !isTestFile(at.f) || decl.Body == nil {
			return
		}
		ast.Inspect(decl.Body, func(node ast.Node) bool {
			assign, ok := node.(*ast.AssignStmt)
			if !ok || len(assign.Rhs) != 1 || len(assign.Lhs) <= index || code != "" {
				return true
			}
			call, ok := assign.Rhs[0].(*ast.CallExpr)
			held, isIdent := assign.Lhs[index].(*ast.Ident)
			if called := (*declared)(nil); ok && isIdent && held.Obj != nil {
				if called = at.called(call); called == function {
					name, code = p.endOfVariable(held)
				}
				if n := returnedAt(decl, held); called == function && code == "" && n >= 0 {
					name, code = p.endOfResult(p.declOf(declaredName(decl)), n, depth-1)
				}
			}
			return true
		})
	})
	return name, code
}

// endOfVariable is a close of what it holds, or a send of a value that is the same everywhere.
func (p *pkg) endOfVariable(held *ast.Ident) (name, code string) {
	key := channelKey{object: held.Obj}
	if len(p.closings[key]) > 0 {
		return held.Name, "close(" + held.Name + ")"
	}
	for _, send := range p.sends[key] {
		literal, plain := send.value.(*ast.BasicLit)
		if plain {
			return held.Name, held.Name + " <- " + literal.Value
		}
		if isEmptyStruct(send.value) || isNamed(send.value, "true") {
			return held.Name, held.Name + " <- " + map[bool]string{true: "true", false: "struct{}{}"}[isNamed(send.value, "true")]
		}
	}
	return "", ""
}

// returnedAt is which result of the function a variable is, in its last return statement; -1: none.
func returnedAt(decl *ast.FuncDecl, variable *ast.Ident) int {
	last, ok := decl.Body.List[len(decl.Body.List)-1].(*ast.ReturnStmt)
	if !ok {
		return -1
	}
	return slices.IndexFunc(last.Results, func(each ast.Expr) bool {
		ident, ok := ast.Unparen(each).(*ast.Ident)
		return ok && ident.Obj == variable.Obj
	})
}

// endOf is the call that ends a value of that type.
func (at place) endOf(kind ast.Expr, holder string) string {
	if isCloser(kind) {
		return "_ = " + holder + ".Close()"
	}
	owner := at.p.closeOf(typeName(kind), nil)
	if owner == nil {
		return ""
	}
	e := ender{at: at, owner: at.p, method: owner.Call, direct: true}
	return e.call(holder)
}
