package main

import (
	"strings"
	"testing"
)

const holder = `
type gate struct{ release, other chan bool }
func (g *gate) Open()       { g.release <- true }
func (g *gate) push(v bool) { g.release <- v }
func (g *gate) serve()      { g.release <- true }
func (g *gate) Start()      { go g.serve(); go func() { g.loop() }() }
func (g *gate) loop()       { g.tell() }
func (g *gate) tell()       { g.release <- true }
func (g *gate) Other()      { g.other <- true }
func use(bool)              {}
`

func TestWhoSendsOnTheChannelOfAReceive(t *testing.T) {
	for _, each := range []struct{ body, sent, given string }{
		{"<-g.release /*here*/", "(*gate).Open (*gate).push", "(*gate).serve (*gate).tell"},
		{"_ = <-g.release /*here*/", "(*gate).Open (*gate).push", "(*gate).serve (*gate).tell"},
		// What uses the value waits for that one.
		{"use(<-g.release) /*here*/", "", "(*gate).Open (*gate).push (*gate).serve (*gate).tell"},
		{"v := <-g.release /*here*/\n use(v)", "", "(*gate).Open (*gate).push (*gate).serve (*gate).tell"},
		{"if <-g.release { /*here*/\n return\n }", "", "(*gate).Open (*gate).push (*gate).serve (*gate).tell"},
		// It comes back, or is another channel.
		{"for {\n <-g.release /*here*/\n }", "", ""},
		{"c := make(chan bool)\n <-c /*here*/", "", ""},
		// Itself it sends no more.
		{"c := make(chan bool)\n <-c /*here*/\n c <- true", "", ""},
		{"c := make(chan bool)\n go func() { c <- true }()\n <-c /*here*/", "", "(*gate).hold"},
	} {
		facts := answer(t, "receive", body(holder+"func (g *gate) hold() {\n"+each.body+"\n}"))
		channel := facts.Cases[0].Channel
		if got := functions(channel.Sent); got != each.sent {
			t.Errorf("%s: sent in %q", each.body, got)
		}
		if got := functions(channel.Given); got != each.given {
			t.Errorf("%s: given in %q", each.body, got)
		}
	}
}

func TestWhatTestsSendIsNoCall(t *testing.T) {
	const source = `
type gate struct{ release chan bool }
func (g *gate) hold()  { <-g.release /*here*/ }
func (g *gate) allow() { g.release <- true }
func TestOpen(t *testing.T) {
	g := &gate{make(chan bool)}
	g.release <- true
}
`
	channel := inTest(t, "receive", source).Cases[0].Channel
	if sent, given := functions(channel.Sent), functions(channel.Given); sent != "(*gate).allow" || given != "TestOpen" {
		t.Errorf("sent in %q, given in %q", sent, given)
	}
}

func TestWhichTestsReceiveWhatIsSent(t *testing.T) {
	const source = `
type gate struct{ started, other chan bool }
func (g *gate) run()  { g.started <- true /*here*/ }
func (g *gate) wait() { <-g.started }
func TestRuns(t *testing.T) {
	g := &gate{make(chan bool), make(chan bool)}
	go g.run()
	<-g.other
	<-g.started
}
`
	if given := functions(inTest(t, "send", source).Cases[0].Channel.Given); given != "TestRuns" {
		t.Errorf("given in %q", given)
	}
	if given := functions(inTest(t, "send", strings.Replace(source, "\t<-g.started\n", "", 1)).Cases[0].Channel.Given); given != "" {
		t.Errorf("given in %q", given)
	}
	if given := functions(inTest(t, "send", strings.Replace(source, "{ g.started <- true /*here*/ }", "{\nfor {\ng.started <- true /*here*/\n}\n}", 1)).Cases[0].Channel.Given); given != "" {
		t.Errorf("of a loop: given in %q", given)
	}
}
