package main

import (
	"go/ast"
	"go/token"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// Bounds of what is told of the ways from a test to a go statement.
const (
	mostChains = 4
	mostCalls  = 12
)

// led tells by which calls a test comes to a go statement: a case for each line of the test that leads there, its calls from the
// inside out, the last one the line of the test. It is asked about the go statement with, in About, the function that it is in, the import
// path of that function's package, that of the test's package, and the test. Nothing where it is not clear which line it was.
func (f folders) led(query Query) []Case {
	if len(query.About) != 4 {
		return nil
	}
	function, from, to, test := query.About[0], query.About[1], query.About[2], query.About[3]
	owner, file := f.find(query.File)
	if file == nil || owner.declOf(function) == nil {
		return nil
	}
	folder, err := filepath.Rel(from, to)
	if err != nil {
		return nil
	}
	folder = filepath.Join(filepath.Dir(query.File), folder)
	if f[folder] == nil {
		f[folder] = readFolder(folder)
	}
	name, rest, _ := strings.Cut(test, "/")
	start := step{function, query.File, query.Line}
	for _, p := range f[folder] {
		decl := p.declOf(name)
		if decl == nil || !isTestFile(decl.file) {
			continue
		}
		l := leader{p: p, owner: owner, from: from, start: start, subtest: rest, toOwner: owner.reach(function)}
		l.targets = l.reached()
		return l.chains(decl)
	}
	return nil
}

// step is a function with the line in it that leads on.
type step struct {
	function, file string
	line           int
}

// leader is one question of how a test comes to a go statement.
type leader struct {
	p, owner *pkg // of the test, of the go statement
	from     string
	start    step
	subtest  string // what stands behind the name of the test
	toOwner  []string
	targets  []string // functions of the test's package that come there, nearest first
}

// way is one line of a function that leads on.
type way struct {
	line     int
	pos      token.Pos
	next     string      // the function that is called
	out      bool        // it is one of the owner's package, which is another one
	variable *ast.Object // what it is called on, or what keeps what it gives
	runs     []string    // of a line in subtests: their names as printed, empty where no literal says
}

// reached are the functions of the test's package that come to the go statement.
func (l leader) reached() []string {
	if l.p == l.owner {
		return l.toOwner
	}
	var out []string
	l.p.eachFunction(func(function *ast.FuncDecl, at place) {
		if len(l.waysOut(function, at)) > 0 {
			for _, name := range l.p.reach(declaredName(function)) {
				if !slices.Contains(out, name) {
					out = append(out, name)
				}
			}
		}
	})
	return out
}

// isOwner tells of the name of an import that it is the owner's package.
func (l leader) isOwner(at place, expr ast.Expr) bool {
	ident, ok := expr.(*ast.Ident)
	return ok && ident.Obj == nil && at.f.imports[ident.Name] == l.from
}

// waysOut are the calls of functions of the owner's package that come to the go statement, in the order of the source.
func (l leader) waysOut(function *ast.FuncDecl, at place) []way {
	var out []way
	if l.p == l.owner || function.Body == nil {
		return nil
	}
	walk(function, func(node ast.Node, path []ast.Node) bool {
		selector, ok := node.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		for _, name := range l.toOwner {
			if l.means(at, selector, name) {
				out = append(out, at.wayAt(selector, path, name, true))
				break
			}
		}
		return true
	})
	return out
}

// means tells of `hub.New` and, where h is a *hub.Hub, of `h.Run` that it is that function of the owner's package.
func (l leader) means(at place, selector *ast.SelectorExpr, name string) bool {
	receiver := receiverOf(name)
	if lastName(name) != selector.Sel.Name {
		return false
	}
	if l.isOwner(at, selector.X) {
		return receiver == ""
	}
	expr := at.typeOf(selector.X).expr
	if star, ok := expr.(*ast.StarExpr); ok {
		expr = star.X
	}
	if typ, ok := expr.(*ast.SelectorExpr); ok {
		return receiver != "" && typ.Sel.Name == receiver && l.isOwner(at, typ.X)
	}
	return receiver != "" && expr == nil && l.resultOf(at, selector.X) == receiver
}

// resultOf is the type of the owner's package that a variable got from a function of it; or empty.
func (l leader) resultOf(at place, expr ast.Expr) string {
	ident, ok := expr.(*ast.Ident)
	if !ok || ident.Obj == nil {
		return ""
	}
	assign, ok := ident.Obj.Decl.(*ast.AssignStmt)
	if !ok || len(assign.Rhs) != 1 {
		return ""
	}
	call, ok := ast.Unparen(assign.Rhs[0]).(*ast.CallExpr)
	if !ok {
		return ""
	}
	fun, ok := call.Fun.(*ast.SelectorExpr)
	if !ok || !l.isOwner(at, fun.X) {
		return ""
	}
	maker := l.owner.declOf(fun.Sel.Name)
	if maker == nil {
		return ""
	}
	results := maker.node.(*ast.FuncDecl).Type.Results
	for i, left := range assign.Lhs {
		if name, ok := left.(*ast.Ident); ok && name.Obj == ident.Obj && results != nil {
			return typeName(nthResult(results, i))
		}
	}
	return ""
}

func nthResult(results *ast.FieldList, n int) ast.Expr {
	for _, field := range results.List {
		for range max(1, len(field.Names)) {
			if n == 0 {
				return field.Type
			}
			n--
		}
	}
	return nil
}

// ways are the lines of a function that lead on, in the order of the source.
func (l leader) ways(decl *declared) []way {
	function := decl.node.(*ast.FuncDecl)
	at := place{p: l.p, f: decl.file, path: []ast.Node{decl.file.ast, function}}
	out := l.waysOut(function, at)
	if function.Body == nil {
		return nil
	}
	own := declaredName(function)
	walk(function.Body, func(node ast.Node, path []ast.Node) bool {
		if !isName(node, path) {
			return true
		}
		for _, name := range at.named(node) {
			if name != own && slices.Contains(l.targets, name) {
				out = append(out, at.wayAt(node, path, name, false))
			}
		}
		return true
	})
	slices.SortStableFunc(out, func(a, b way) int { return int(a.pos - b.pos) })
	return out
}

// isName tells of a name, with what stands in front of it, that it is one by itself and no part of another.
func isName(node ast.Node, path []ast.Node) bool {
	switch node.(type) {
	case *ast.SelectorExpr:
		return true
	case *ast.Ident:
		around, ok := path[len(path)-2].(*ast.SelectorExpr)
		return !ok || around.Sel != node
	}
	return false
}

// wayAt is the line of a call as Go numbers it, of a value where that stands.
func (at place) wayAt(node ast.Node, path []ast.Node, next string, out bool) way {
	found := way{line: at.p.line(node.Pos()), pos: node.Pos(), next: next, out: out, runs: at.runsAround(path)}
	i := len(path) - 2
	for ; i >= 0; i-- {
		if _, generic := path[i].(*ast.IndexExpr); !generic {
			break
		}
	}
	call, ok := callAt(path, i)
	if !ok || call.Pos() != node.Pos() {
		return found
	}
	found.line = at.p.line(call.Lparen)
	if fun, ok := call.Fun.(*ast.SelectorExpr); ok && !at.isImport(fun.X) {
		found.variable = rootOf(fun.X)
	}
	if found.variable != nil || i == 0 {
		return found
	}
	if assign, ok := path[i-1].(*ast.AssignStmt); ok {
		found.variable = rootOf(assign.Lhs[0])
	}
	return found
}

func callAt(path []ast.Node, i int) (*ast.CallExpr, bool) {
	if i < 0 {
		return nil, false
	}
	call, ok := path[i].(*ast.CallExpr)
	return call, ok
}

// runsAround are the names of the subtests in whose closures a node lies, as package testing prints them.
func (at place) runsAround(path []ast.Node) []string {
	var out []string
	for i, node := range path {
		literal, ok := node.(*ast.FuncLit)
		if !ok || i == 0 {
			continue
		}
		call, ok := path[i-1].(*ast.CallExpr)
		if !ok || calledName(call) != "Run" || len(call.Args) != 2 || at.testingIn(literal.Type) == "" {
			continue
		}
		name := ""
		if basic, ok := call.Args[0].(*ast.BasicLit); ok && basic.Kind == token.STRING {
			name, _ = strconv.Unquote(basic.Value)
		}
		out = append(out, strings.ReplaceAll(name, " ", "_"))
	}
	return out
}

// isIn tells that a line in these subtests may have run in the one that is asked about.
func (l leader) isIn(runs []string) bool {
	rest := l.subtest
	for _, name := range runs {
		if rest == "" {
			return false
		}
		first, others, _ := strings.Cut(rest, "/")
		if name == "" {
			rest = others
			continue
		}
		if !strings.HasPrefix(rest, name) {
			return false
		}
		behind := strings.TrimPrefix(rest, name) // `#01` of the second of one name
		if first = behind; first != "" && first[0] != '/' && first[0] != '#' {
			return false
		}
		_, rest, _ = strings.Cut(behind, "/")
	}
	return true
}

// chains are the ways from the test, each with its own line of the test.
func (l leader) chains(test *declared) []Case {
	all := slices.DeleteFunc(l.ways(test), func(each way) bool { return !l.isIn(each.runs) })
	if l.subtest != "" && slices.ContainsFunc(all, func(each way) bool { return len(each.runs) > 0 }) {
		all = slices.DeleteFunc(all, func(each way) bool { return len(each.runs) == 0 })
	}
	all = oneLineEach(all)
	if len(all) > mostChains {
		return nil
	}
	var out []Case
	for _, first := range all {
		steps := l.steps(first, step{declaredName(test.node.(*ast.FuncDecl)), test.file.path, first.line}, mostCalls)
		if steps == nil {
			return nil
		}
		each := Case{Op: "call", Line: first.line}
		for _, step := range steps {
			each.Channel.Closed = append(each.Channel.Closed, Closing{Function: step.function, File: step.file, Line: step.line})
		}
		out = append(out, each)
	}
	return out
}

// oneLineEach leaves of all calls on one variable the first: it does not matter which of them came to the go statement, as they end with
// that variable.
func oneLineEach(all []way) []way {
	var out []way
	for _, each := range all {
		known := slices.ContainsFunc(out, func(other way) bool {
			return other.line == each.line || other.variable != nil && other.variable == each.variable
		})
		if !known {
			out = append(out, each)
		}
	}
	return out
}

// steps are the functions from the go statement to that one, from the inside out; nil: it is not clear which.
func (l leader) steps(taken way, around step, depth int) []step {
	if depth == 0 {
		return nil
	}
	if taken.out {
		return append(l.inOwner(taken.next), around)
	}
	if l.p == l.owner && taken.next == l.start.function {
		return []step{l.start, around}
	}
	decl := l.p.declOf(taken.next)
	if decl == nil {
		return nil
	}
	ways := oneLineEach(l.ways(decl))
	if len(ways) == 0 || len(ways) > 1 && isTestFile(decl.file) {
		return nil
	}
	inner := l.steps(l.nearest(ways), step{taken.next, decl.file.path, l.nearest(ways).line}, depth-1)
	if inner == nil {
		return nil
	}
	return append(inner, around)
}

// nearest is the way with the fewest calls to the go statement.
func (l leader) nearest(ways []way) way {
	return slices.MinFunc(ways, func(a, b way) int {
		return slices.Index(l.targets, a.next) - slices.Index(l.targets, b.next)
	})
}

// inOwner are the steps inside of the owner's package, from a function of it.
func (l leader) inOwner(function string) []step {
	if function == l.start.function {
		return []step{l.start}
	}
	inner := leader{p: l.owner, owner: l.owner, start: l.start, targets: l.toOwner}
	decl := l.owner.declOf(function)
	ways := inner.ways(decl)
	if len(ways) == 0 {
		return []step{l.start}
	}
	next := inner.nearest(ways)
	steps := inner.steps(next, step{function, decl.file.path, next.line}, mostCalls)
	if steps == nil {
		return []step{l.start}
	}
	return steps
}
