package main

import (
	"go/ast"
	"go/token"
)

// collect goes through the package, when first asked, for what closes and what makes channels.
func (p *pkg) collect() {
	if p.closings != nil {
		return
	}
	p.closings, p.makes, p.started = map[channelKey][]Closing{}, map[channelKey][]string{}, map[string]bool{}
	p.calls, p.copies, p.cancelling = map[channelKey][]Closing{}, map[channelKey][]channelKey{}, map[channelKey][]channelKey{}
	p.handedIn, p.closes = map[*ast.Object][]handed{}, map[channelKey][]Closing{}
	p.copiedTo, p.heldFrom = map[channelKey][]channelKey{}, map[channelKey][]channelKey{}
	p.copiedFrom, p.notified, p.escaped = map[channelKey][]channelKey{}, map[channelKey]bool{}, map[channelKey]bool{}
	p.sends, p.madeAt = map[channelKey][]Closing{}, map[channelKey][]token.Pos{}
	p.sets, p.signals = map[channelKey][]flagSet{}, map[channelKey][]Closing{}
	p.takes = map[channelKey][]Closing{}
	p.removals, p.startedIn = map[channelKey][]Closing{}, map[string]bool{}
	p.eachDeclaration(func(decl ast.Decl, at place) {
		calls := newMarks()
		ast.Inspect(decl, func(node ast.Node) bool {
			calls.mark(node)
			at.collectEscaping(node)
			switch node := node.(type) {
			case *ast.GoStmt:
				at.collectStartedIn(node)
				if run := at.called(node.Call); run != nil && (!isTestFile(at.f) || isTestFile(run.file)) {
					p.started[declaredName(run.node.(*ast.FuncDecl))] = true
				}
			case *ast.CallExpr:
				at.collectClosing(node, decl, calls)
				at.collectHanded(node, decl, calls)
				at.collectNotified(node)
				at.collectStore(node, decl, calls)
			case *ast.SendStmt:
				at.collectSend(node, decl, calls)
			case *ast.UnaryExpr:
				if node.Op == token.ARROW {
					at.note(at.p.takes, node.X, node, decl, calls)
				}
			case *ast.RangeStmt:
				at.collectCopyTo(node.Value, node.X)
				if at.isMap(node.X) {
					at.collectCopyTo(node.Key, node.X)
				}
			case *ast.AssignStmt:
				at.collectContexts(node.Lhs, node.Rhs)
				at.collectSets(node, decl, calls)
				at.collectMakes(node.Lhs, node.Rhs)
			case *ast.ValueSpec:
				for i, name := range node.Names {
					if i < len(node.Values) {
						at.collectMake(name, node.Values[i])
					}
				}
			case *ast.CompositeLit:
				at.collectFields(node)
			}
			return true
		})
	})
	p.markStarted(p.closings, p.calls, p.closes, p.sends)
	p.closeThroughParameters()
	for _, sets := range p.sets {
		for i := range sets {
			sets[i].closing.Goroutine = sets[i].closing.Goroutine || p.started[sets[i].closing.Function]
		}
	}
}

// collectStartedIn notes what the closure behind a go statement calls. What is exported others call too.
func (at place) collectStartedIn(started *ast.GoStmt) {
	literal, ok := started.Call.Fun.(*ast.FuncLit)
	if !ok || isTestFile(at.f) {
		return
	}
	ast.Inspect(literal.Body, func(node ast.Node) bool {
		if call, ok := node.(*ast.CallExpr); ok && !ast.IsExported(calledName(call)) {
			if run := at.called(call); run != nil {
				at.p.startedIn[declaredName(run.node.(*ast.FuncDecl))] = true
			}
		}
		return true
	})
}

// markStarted marks what closes in a function that some go statement of the package runs.
func (p *pkg) markStarted(noted ...map[channelKey][]Closing) {
	for _, all := range noted {
		for _, calls := range all {
			for i := range calls {
				calls[i].Goroutine = calls[i].Goroutine || p.started[calls[i].Function]
			}
		}
	}
}

// markCalls marks a call that is deferred or started, and where it is one of a closure all calls and sends in that.
func markCalls(call *ast.CallExpr, marked map[ast.Node]bool) {
	marked[call] = true
	if literal, ok := call.Fun.(*ast.FuncLit); ok {
		ast.Inspect(literal, func(inner ast.Node) bool {
			switch inner.(type) {
			case *ast.CallExpr, *ast.SendStmt, *ast.AssignStmt:
				marked[inner] = true
			}
			return true
		})
	}
}

// marks tell of calls and sends how they are made.
type marks struct {
	deferred, started map[ast.Node]bool
	returned          map[ast.Node]bool // in a closure that is handed back
	run               map[ast.Node]bool // by a go statement itself
	atOnce            map[ast.Node]bool // in a started closure that does not wait for anything before
	timed             map[ast.Node]bool // in what time.AfterFunc is given
}

func newMarks() marks {
	return marks{map[ast.Node]bool{}, map[ast.Node]bool{}, map[ast.Node]bool{}, map[ast.Node]bool{}, map[ast.Node]bool{}, map[ast.Node]bool{}}
}

// mark is told each statement before what lies in it.
func (m marks) mark(node ast.Node) {
	switch node := node.(type) {
	case *ast.DeferStmt:
		markCalls(node.Call, m.deferred)
	case *ast.GoStmt:
		m.run[node.Call] = true
		markCalls(node.Call, m.started)
		markAtOnce(node.Call, m.atOnce)
	case *ast.CallExpr:
		if fun, ok := node.Fun.(*ast.SelectorExpr); ok && fun.Sel.Name == "AfterFunc" && isNamed(fun.X, "time") && len(node.Args) == 2 {
			markCalls(&ast.CallExpr{Fun: node.Args[1]}, m.timed)
		}
	case *ast.ReturnStmt:
		for _, result := range node.Results {
			if literal, ok := result.(*ast.FuncLit); ok {
				markCalls(&ast.CallExpr{Fun: literal}, m.returned)
			}
		}
	}
}

// collectClosing notes `close(ch)`, and calls of what is kept in a variable or a field, such as a cancel.
func (at place) collectClosing(call *ast.CallExpr, decl ast.Decl, calls marks) {
	where, channel := at.p.calls, call.Fun
	if isNamed(call.Fun, "delete") && len(call.Args) == 2 {
		at.note(at.p.removals, call.Args[0], call, decl, calls)
		return
	}
	if fun, ok := call.Fun.(*ast.Ident); ok && fun.Name == "close" && fun.Obj == nil && len(call.Args) == 1 {
		where, channel = at.p.closings, call.Args[0]
	}
	switch channel.(type) {
	case *ast.FuncLit, *ast.CallExpr:
		if channel == call.Fun {
			return
		}
	}
	if fun, ok := call.Fun.(*ast.SelectorExpr); ok && closesIt(fun.Sel.Name, len(call.Args)) {
		if key := at.key(fun.X); key.known() && at.called(call) == nil {
			where, channel = at.p.closes, fun.X
		}
	}
	at.note(where, channel, call, decl, calls)
}

// note keeps what a function does to a channel.
func (at place) note(where map[channelKey][]Closing, channel ast.Expr, node ast.Node, decl ast.Decl, calls marks) {
	at.noteKey(where, at.key(channel), node, decl, calls)
}

func (at place) noteKey(where map[channelKey][]Closing, key channelKey, node ast.Node, decl ast.Decl, calls marks) {
	if _, ok := decl.(*ast.FuncDecl); !ok || !key.known() {
		return
	}
	closing := at.closingBy(node, decl, calls)
	if send, ok := node.(*ast.SendStmt); ok {
		closing.value = send.Value
	}
	where[key] = append(where[key], closing)
}

// closingBy is a statement of a function as one that closes something.
func (at place) closingBy(node ast.Node, decl ast.Decl, calls marks) Closing {
	function, ok := decl.(*ast.FuncDecl)
	if !ok {
		return Closing{}
	}
	return Closing{
		Function: declaredName(function), File: at.f.path, Line: at.p.line(node.Pos()), Test: isTestFile(at.f),
		Deferred: calls.deferred[node], Goroutine: calls.started[node] && !calls.atOnce[node], Returned: calls.returned[node],
		timed: calls.timed[node],
	}
}

func (at place) collectMakes(left, right []ast.Expr) {
	if len(left) != len(right) {
		return
	}
	for i := range left {
		at.collectMake(left[i], right[i])
	}
}

func (at place) collectFields(literal *ast.CompositeLit) {
	owner := typeName(literal.Type)
	structure := at.structure(owner)
	if owner == "" || structure == nil {
		return
	}
	for i, element := range literal.Elts {
		if pair, ok := element.(*ast.KeyValueExpr); ok {
			if name, ok := pair.Key.(*ast.Ident); ok {
				at.collectMade(channelKey{name: owner + "." + name.Name}, pair.Value)
			}
		} else if name := nthField(structure, i); name != "" {
			at.collectMade(channelKey{name: owner + "." + name}, element)
		}
	}
}

func nthField(structure *ast.StructType, n int) string {
	for _, field := range structure.Fields.List {
		for _, name := range field.Names {
			if n == 0 {
				return name.Name
			}
			n--
		}
	}
	return ""
}

func (at place) collectMake(left, right ast.Expr) {
	if _, isIndex := left.(*ast.IndexExpr); !isIndex {
		at.collectMade(at.key(left), right)
		return
	}
	at.collectCopy(at.key(left), right) // of a list each is one of them
	if index := left.(*ast.IndexExpr); at.isMap(index.X) {
		at.collectCopy(at.key(left), index.Index)
	}
}

func (at place) collectMade(key channelKey, value ast.Expr) {
	at.collectCopy(key, value)
	call, ok := ast.Unparen(value).(*ast.CallExpr)
	if !key.known() || !ok || !isNamed(call.Fun, "make") || len(call.Args) == 0 {
		return
	}
	if _, channel := at.underlying(typed{call.Args[0], at.f}).expr.(*ast.ChanType); !channel {
		return
	}
	word := "none"
	if len(call.Args) > 1 {
		if literal, isNumber := call.Args[1].(*ast.BasicLit); !isNumber || literal.Value != "0" {
			word = "some"
		}
	}
	at.p.makes[key] = append(at.p.makes[key], word)
	at.p.madeAt[key] = append(at.p.madeAt[key], call.Pos())
}
