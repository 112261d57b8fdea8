package main

import (
	"go/ast"
	"slices"
	"strings"
)

// Bounds of how far a channel is followed from one name to the next.
const (
	mostNames   = 16
	helpersDeep = 4
)

func addNew(of map[channelKey][]channelKey, key, other channelKey) {
	if !slices.Contains(of[key], other) {
		of[key] = append(of[key], other)
	}
}

// closeThroughParameters notes of each call that hands a channel to a parameter which the function closes that the call closes it:
// `safeClose(s.quit)`. What a go statement runs closes it there, and not where it is started.
func (p *pkg) closeThroughParameters() {
	for range helpersDeep {
		found := map[channelKey][]Closing{}
		for param, all := range p.handedIn {
			closings := p.closings[channelKey{object: param}]
			for _, each := range all {
				key := each.at.key(each.expr)
				if len(closings) == 0 || !key.known() || each.call.Function == "" {
					continue
				}
				closing := each.call
				if each.started {
					closing = closings[0]
					closing.Goroutine = true
				}
				if !hasClosing(p.closings[key], closing) && !hasClosing(found[key], closing) {
					found[key] = append(found[key], closing)
				}
			}
		}
		if len(found) == 0 {
			return
		}
		for key, closings := range found {
			slices.SortFunc(closings, func(a, b Closing) int {
				return strings.Compare(a.File, b.File)*2 + min(1, max(-1, a.Line-b.Line))
			})
			p.closings[key] = append(p.closings[key], closings...)
		}
	}
}

func hasClosing(all []Closing, wanted Closing) bool {
	return slices.ContainsFunc(all, func(each Closing) bool { return each.File == wanted.File && each.Line == wanted.Line })
}

// closingsUnder are the calls of close for a channel under the names that it is known by: those given, what they alone come from,
// and what is given what they hold: `quit := s.quit; close(quit)`. Never another one that the same variable holds now and then.
func (p *pkg) closingsUnder(keys ...channelKey) []Closing {
	p.collect()
	return notedUnder(p.closings, p.namesOf(keys))
}

// notedUnder is what is noted of a channel under any of these names, each line once.
func notedUnder(noted map[channelKey][]Closing, names []channelKey) []Closing {
	var out []Closing
	for _, name := range names {
		for _, each := range noted[name] {
			if !hasClosing(out, each) {
				out = append(out, each)
			}
		}
	}
	return out
}

func (p *pkg) namesOf(keys []channelKey) []channelKey {
	var names []channelKey
	add := func(key channelKey) {
		if key.known() && len(names) < mostNames && !slices.Contains(names, key) {
			names = append(names, key)
		}
	}
	for _, key := range keys {
		add(key)
	}
	for i := 0; i < len(names); i++ { // backwards, where there is one way
		if from := p.heldFrom[names[i]]; len(p.makes[names[i]]) == 0 && len(from) == 1 {
			add(from[0])
		}
	}
	for i := 0; i < len(names); i++ {
		for _, to := range p.copiedTo[names[i]] {
			add(to)
		}
	}
	return names
}

// fieldOfChannel is the type and field that keep a channel, and whether the goroutine at the place makes that itself.
func (at place) fieldOfChannel(keys ...channelKey) (string, bool) {
	names := slices.DeleteFunc(at.p.namesOf(keys), func(each channelKey) bool { return !strings.Contains(each.name, ".") })
	if len(names) == 0 {
		return "", false
	}
	made := at.p.madeAt[names[0]]
	body, begin := at.function()
	inside := len(made) == 1 && body != nil && body.Pos() < made[0] && made[0] < body.End() && made[0] < at.node().Pos()
	return names[0].name, inside && at.isStarted(begin)
}

// isStarted tells of the function that begins there in the path that a go statement runs it.
func (at place) isStarted(begin int) bool {
	switch function := at.path[begin].(type) {
	case *ast.FuncDecl:
		return at.p.started[declaredName(function)]
	case *ast.FuncLit:
		started, _ := at.startedAround()
		return started != nil && started.Call.Fun == ast.Expr(function)
	}
	return false
}
