package main

import (
	"go/ast"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// ending finds the call of `maker` on the line, and how the code behind it can call `method` on what that gave. Nothing, where
// the line hands it on, or where declarations do not tell.
func (f folders) ending(query Query) *Ending {
	if len(query.About) == 2 && query.About[1] == idleConnections {
		return f.closesIdle(query)
	}
	if len(query.About) != 3 {
		return nil
	}
	maker, method := query.About[0], query.About[1]
	p, file := f.find(query.File)
	owner, _ := f.find(query.About[2])
	if file == nil || owner == nil {
		return nil
	}
	at := callOnLine(p, file, query.Line, lastName(maker))
	if len(at.path) == 0 {
		return nil
	}
	e := ender{folders: f, at: at, owner: owner, maker: maker, method: method}
	holder, kept := "_", ""
	if receiverOf(method) != "" {
		holder, kept = e.holder()
	}
	call := e.call(holder)
	if holder == "" || call == "" {
		return nil
	}
	if kept == "" && e.changes() {
		kept, call = "x := "+holder, e.call("x") // the variable has another value when the test ends
	} else if method, _, _ := strings.Cut(call, "("); kept == "" && e.fieldChanges() {
		kept, call = "x := "+method[strings.LastIndex(method, " ")+1:], "x"+call[len(method):] // a field that leads there has
	}
	out := &Ending{Call: call, Keep: kept, Testing: at.testing(), Called: e.calledAt(call)}
	if decl := at.declaration(); decl != nil {
		out.Function = declaredName(decl)
	}
	if kept == "" {
		out.Line = at.lastLine()
	}
	if started, literal := at.startedAround(); started != nil {
		if e.direct && kept == "" && isDeclaredOutside(at.node().(*ast.CallExpr), literal) {
			out.Before = p.line(started.Pos())
		} else {
			out.Goroutine = !at.waitsBehind(started)
		}
	}
	return out
}

// ender is one question of how a method can be called behind a line.
type ender struct {
	folders  folders
	at       place // the call of the maker
	owner    *pkg  // declares the method
	maker    string
	method   string
	direct   bool        // the holder has a method of the same type already
	static   typed       // of the holder, where it is a variable of the line's package
	variable *ast.Object // of the holder, where it is one of a function
	chain    int         // nodes of the path between the call of the maker and the last one of climbed
	through  []string    // fields between the holder and what has the method
}

// changes tells that the line gives a variable a value that is not its only one: by the end of the test it may hold another.
func (e *ender) changes() bool {
	if e.variable == nil {
		return false
	}
	body, begin := e.at.function()
	count := 0
	ast.Inspect(body, func(node ast.Node) bool {
		assign, ok := node.(*ast.AssignStmt)
		if ok && slices.ContainsFunc(assign.Lhs, func(left ast.Expr) bool {
			ident, ok := left.(*ast.Ident)
			return ok && ident.Obj == e.variable
		}) {
			count++
		}
		return true
	})
	for _, node := range e.at.path[begin:] {
		switch node.(type) {
		case *ast.ForStmt, *ast.RangeStmt:
			return count > 1 || e.variable.Pos() < node.Pos()
		}
	}
	return count > 1
}

// fieldChanges tells that a field through which the method is called gets another value behind the line.
func (e *ender) fieldChanges() bool {
	decl, found := e.at.declaration(), false
	if e.variable == nil || decl == nil {
		return false
	}
	ast.Inspect(decl, func(node ast.Node) bool {
		assign, ok := node.(*ast.AssignStmt)
		if !ok || assign.Pos() < e.at.node().End() {
			return true
		}
		for _, left := range assign.Lhs {
			field, ok := left.(*ast.SelectorExpr)
			found = found || ok && rootOf(field.X) == e.variable && slices.Contains(e.through, field.Sel.Name)
		}
		return true
	})
	return found
}

// lastName is `Start` of `(*Hub).Start`.
func lastName(name string) string { return name[strings.LastIndex(name, ".")+1:] }

// receiverOf is `Hub` of `(*Hub).Start`, empty of `New`.
func receiverOf(name string) string {
	receiver, _, method := strings.Cut(strings.NewReplacer("(*", "", ")", "").Replace(name), ".")
	if !method {
		return ""
	}
	return receiver
}

// callOnLine is the call of a function of that name which Go numbers with that line, if there is one alone; else the only call
// of what a variable holds, which may have that name where it is declared.
func callOnLine(p *pkg, f *file, line int, name string) place {
	var found, byValue []place
	walk(f.ast, func(node ast.Node, path []ast.Node) bool {
		if !p.onLines(node, line) {
			return false
		}
		if call, ok := node.(*ast.CallExpr); ok && calledName(call) == name && p.line(call.Lparen) == line {
			found = append(found, place{p: p, f: f, path: slices.Clone(path)})
		}
		if call, ok := node.(*ast.CallExpr); ok && isVariable(call.Fun) && p.line(call.Lparen) == line {
			byValue = append(byValue, place{p: p, f: f, path: slices.Clone(path)})
		}
		return true
	})
	if len(found) == 0 {
		found = byValue
	}
	if len(found) != 1 {
		return place{}
	}
	return found[0]
}

func isVariable(expr ast.Expr) bool {
	ident, ok := expr.(*ast.Ident)
	return ok && ident.Obj != nil && ident.Obj.Kind == ast.Var
}

// calledName is the last name of what is called: `New` of `hub.New[int](1)`.
func calledName(call *ast.CallExpr) string {
	fun := call.Fun
	switch generic := fun.(type) {
	case *ast.IndexExpr:
		fun = generic.X
	case *ast.IndexListExpr:
		fun = generic.X
	}
	switch fun := fun.(type) {
	case *ast.Ident:
		return fun.Name
	case *ast.SelectorExpr:
		return fun.Sel.Name
	}
	return ""
}

// holder is the expression that holds what the maker gave; where nothing holds it, with the statement that would keep it.
func (e *ender) holder() (holder, kept string) {
	at := e.at
	call := at.node().(*ast.CallExpr)
	if fun, ok := call.Fun.(*ast.SelectorExpr); ok && receiverOf(e.maker) != "" && receiverOf(e.maker) == receiverOf(e.method) {
		if e.isOfAnother(fun.X) {
			return "", ""
		}
		e.direct = true
		if isPlain(fun.X) {
			return at.p.text(at.f, fun.X), ""
		}
		return "x", "x := " + at.brief(fun.X)
	}
	e.chain = e.climbed()
	held := e.held()
	for i := len(at.path) - 2 - e.chain; i >= 0; i-- {
		switch parent := at.path[i].(type) {
		case *ast.ParenExpr, *ast.TypeAssertExpr:
			continue
		case *ast.AssignStmt:
			return e.assigned(parent, i)
		case *ast.ValueSpec:
			names := make([]ast.Expr, len(parent.Names))
			for i, name := range parent.Names {
				names[i] = name
			}
			return e.named(names, parent.Values, "var ", false)
		case *ast.ReturnStmt, *ast.GoStmt, *ast.DeferStmt, *ast.FuncLit, *ast.RangeStmt:
			return "", ""
		case *ast.ExprStmt, *ast.CallExpr, *ast.SelectorExpr, *ast.KeyValueExpr, *ast.CompositeLit, *ast.UnaryExpr:
			if isNamed(callOf(parent), "append") {
				return "", ""
			}
			return "x", "x" + e.others() + " := " + at.brief(held)
		default:
			return "", ""
		}
	}
	return "", ""
}

// climbed counts the nodes up to the last call of a chain behind the maker, of methods that give their receiver back:
// `New(1).With(2)`.
func (e *ender) climbed() int {
	path, owner, n := e.at.path, receiverOf(e.method), 0
	for i := len(path) - 1; i >= 2; i -= 2 {
		selector, _ := path[i-1].(*ast.SelectorExpr)
		if selector == nil || callOf(path[i-2]) != ast.Expr(selector) || !e.owner.givesReceiver(owner+"."+selector.Sel.Name) {
			break
		}
		n += 2
	}
	return n
}

// givesReceiver tells of a method that whatever it returns is its receiver.
func (p *pkg) givesReceiver(name string) bool {
	decl := p.decls[name]
	if decl == nil {
		return false
	}
	method, ok := decl.node.(*ast.FuncDecl)
	if !ok || method.Body == nil || method.Type.Results.NumFields() != 1 || len(method.Recv.List[0].Names) == 0 {
		return false
	}
	gives, other := false, false
	ast.Inspect(method.Body, func(node ast.Node) bool {
		if result, ok := node.(*ast.ReturnStmt); ok {
			itself := len(result.Results) == 1 && isNamed(result.Results[0], method.Recv.List[0].Names[0].Name)
			gives, other = gives || itself, other || !itself
		}
		_, closure := node.(*ast.FuncLit)
		return !closure
	})
	return gives && !other
}

// held is the call of the maker, or the last one of its chain.
func (e *ender) held() *ast.CallExpr {
	return e.at.path[len(e.at.path)-1-e.chain].(*ast.CallExpr)
}

func callOf(node ast.Node) ast.Expr {
	if call, ok := node.(*ast.CallExpr); ok {
		return call.Fun
	}
	return nil
}

// others are names for the results behind the first one.
func (e *ender) others() string {
	results := e.results()
	switch {
	case len(results) < 2:
		return ""
	case len(results) == 2 && isNamed(results[1], "error"):
		return ", err"
	}
	return strings.Repeat(", _", len(results)-1)
}

func (e *ender) assigned(assign *ast.AssignStmt, index int) (holder, kept string) {
	gone := false
	switch e.at.path[index-1].(type) {
	case *ast.IfStmt, *ast.SwitchStmt, *ast.TypeSwitchStmt, *ast.ForStmt:
		gone = true
	}
	return e.named(assign.Lhs, assign.Rhs, "", gone)
}

// named is the one of the names on the left that holds it. What the head of an `if` names is gone behind it.
func (e *ender) named(left, right []ast.Expr, before string, gone bool) (holder, kept string) {
	call := e.held()
	n := slices.IndexFunc(right, func(each ast.Expr) bool {
		if asserted, ok := ast.Unparen(each).(*ast.TypeAssertExpr); ok {
			each = asserted.X
		}
		return ast.Unparen(each) == ast.Expr(call)
	})
	if n < 0 {
		return "", ""
	}
	if len(right) != len(left) {
		n = e.resultIndex()
	}
	if n >= len(left) {
		return "", ""
	}
	if !isNamed(left[n], "_") && !gone {
		e.static = e.at.typeOf(left[n])
		if ident, ok := left[n].(*ast.Ident); ok {
			e.variable = ident.Obj
		}
		return e.at.p.text(e.at.f, left[n]), ""
	}
	names := make([]string, len(left))
	for i, each := range left {
		names[i] = e.at.p.text(e.at.f, each)
	}
	if names[n] == "_" {
		names[n] = "x"
	}
	values := make([]string, len(right))
	for i, each := range right {
		values[i] = e.at.brief(each)
	}
	sign := " := "
	if before != "" {
		sign = " = "
	}
	return names[n], before + strings.Join(names, ", ") + sign + strings.Join(values, ", ")
}

// results are the types that the maker returns.
func (e *ender) results() []ast.Expr {
	fields, _ := e.signature()
	var out []ast.Expr
	if fields != nil {
		for _, field := range fields.List {
			for range max(1, len(field.Names)) {
				out = append(out, field.Type)
			}
		}
	}
	return out
}

// signature are the results of the maker, and the package whose words these are: that of the line, or that of the method.
func (e *ender) signature() (*ast.FieldList, *pkg) {
	call := plainCall(e.at.node().(*ast.CallExpr))
	if fields, _ := e.at.resultsOf(call, 12); fields != nil {
		return fields, e.at.p
	}
	if value, ok := e.at.underlying(e.at.typeOf(call.Fun)).expr.(*ast.FuncType); ok {
		return value.Results, e.at.p
	}
	fun, ok := call.Fun.(*ast.SelectorExpr)
	if !ok {
		return nil, nil
	}
	in, name := e.owner, fun.Sel.Name
	if receiver := receiverOf(e.maker); receiver != "" && e.at.p != e.owner {
		name = receiver + "." + name // a method of what that package declares
	} else if !e.isOwner(fun.X) {
		in = e.folders.importedBy(e.at, fun.X)
	}
	if in == nil || in.declOf(name) == nil {
		return nil, nil
	}
	return in.declOf(name).node.(*ast.FuncDecl).Type.Results, in
}

// plainCall is the call without type arguments.
func plainCall(call *ast.CallExpr) *ast.CallExpr {
	switch fun := call.Fun.(type) {
	case *ast.IndexExpr:
		return &ast.CallExpr{Fun: fun.X, Args: call.Args}
	case *ast.IndexListExpr:
		return &ast.CallExpr{Fun: fun.X, Args: call.Args}
	}
	return call
}

var majorVersion = regexp.MustCompile(`/v[0-9]+$`)

// isOwner tells that it is the name under which the file imports the package of the method: its own, as far as is known.
func (e *ender) isOwner(expr ast.Expr) bool {
	ident, ok := expr.(*ast.Ident)
	if !ok || ident.Obj != nil || e.at.p == e.owner {
		return false
	}
	name := e.owner.files[0].ast.Name.Name
	path, isNamed := e.at.f.imports[ident.Name]
	if !isNamed {
		return ident.Name == name // an import whose path ends in another word
	}
	base := filepath.Base(majorVersion.ReplaceAllString(path, ""))
	return ident.Name == name || base == name || base == filepath.Base(filepath.Dir(e.owner.files[0].path))
}

// resultIndex is the one of the results that has the method, else the first.
func (e *ender) resultIndex() int {
	return max(0, slices.IndexFunc(e.results(), func(each ast.Expr) bool {
		return typeName(each) == receiverOf(e.method) || e.isAnyCloser() && isCloser(each)
	}))
}

// brief is the text of a call, of a long one without its arguments.
func (at place) brief(expr ast.Expr) string {
	const long = 40
	text := at.p.text(at.f, expr)
	if call, ok := expr.(*ast.CallExpr); ok && len(text) > long {
		return at.p.text(at.f, call.Fun) + "(…)"
	}
	return text
}

// isPlain tells of an expression that it gives the same wherever it is written: variables, fields, elements.
func isPlain(expr ast.Expr) bool {
	switch expr := expr.(type) {
	case *ast.Ident, *ast.BasicLit:
		return true
	case *ast.SelectorExpr:
		return isPlain(expr.X)
	case *ast.ParenExpr:
		return isPlain(expr.X)
	case *ast.IndexExpr:
		return isPlain(expr.X) && isPlain(expr.Index)
	}
	return false
}

// testing is the variable with the method Cleanup that is in scope there, or `s.T()` of a suite; empty: there is none.
func (at place) testing() string {
	for i := len(at.path) - 1; i >= 0; i-- {
		var signature *ast.FuncType
		switch node := at.path[i].(type) {
		case *ast.FuncLit:
			signature = node.Type
		case *ast.FuncDecl:
			signature = node.Type
			if found := at.testingIn(signature); found == "" && at.isSuite(node) {
				return node.Recv.List[0].Names[0].Name + ".T()"
			}
		}
		if found := at.testingIn(signature); found != "" {
			return found
		}
	}
	return ""
}

func (at place) testingIn(signature *ast.FuncType) string {
	if signature == nil {
		return ""
	}
	for _, field := range signature.Params.List {
		for _, name := range []string{"T", "B", "F", "TB"} {
			if (typed{field.Type, at.f}).isQualified("testing", name) && len(field.Names) > 0 && field.Names[0].Name != "_" {
				return field.Names[0].Name
			}
		}
	}
	return ""
}

// isSuite tells of a method that its type embeds a Suite, whose T gives the test.
func (at place) isSuite(method *ast.FuncDecl) bool {
	structure := at.structure(receiverName(method))
	if structure == nil || len(method.Recv.List[0].Names) == 0 {
		return false
	}
	return slices.ContainsFunc(structure.Fields.List, func(field *ast.Field) bool {
		selector, ok := field.Type.(*ast.SelectorExpr)
		return ok && len(field.Names) == 0 && selector.Sel.Name == "Suite"
	})
}
