package main

import "testing"

func TestTheGoroutineThatAloneSends(t *testing.T) {
	const reads = "\n go func() { for range /*here*/ c { } }()\n"
	for _, each := range []struct{ what, source, expr, function string }{
		{"a closure that ends", "c := make(chan int)\n go func() { for i := range 3 { c <- i } }()" + reads, "c", ""},
		{"one of a loop that also makes it", "for range 2 { c := make(chan int)\n go func() { c <- 1 }()" + reads + "}", "c", ""},
		{"a function that is given it", "c := make(chan int)\n go feed(c)" + reads, "out", "feed"},
		{"sends in several places of it", "c := make(chan int)\n go func() { c <- 1\n c <- 2 }()" + reads, "c", ""},
		// Not told.
		{"it never ends", "c := make(chan int)\n go func() { for { c <- 1 } }()" + reads, "", ""},
		{"two of them", "c := make(chan int)\n go func() { c <- 1 }()\n go func() { c <- 1 }()" + reads, "", ""},
		{"several by a loop", "c := make(chan int)\n for range 2 { go func() { c <- 1 }() }" + reads, "", ""},
		{"the function itself, too", "c := make(chan int)\n go func() { c <- 1 }()" + reads + "c <- 2", "", ""},
		{"it is called besides", "c := make(chan int)\n go twice(c)\n twice(nil)" + reads, "", ""},
		{"somebody closes it", "c := make(chan int)\n go func() { c <- 1 }()\n defer close(c)" + reads, "", ""},
		{"handed to a call", "c := make(chan int)\n feed(c)" + reads, "", ""},
	} {
		facts := answer(t, "receive", body("func feed(out chan int) { out <- 1 }\nfunc twice(out chan int) { out <- 1 }\nfunc f() {\n"+each.source+"\n}"))
		if len(facts.Cases) != 1 {
			t.Fatalf("%s: %+v", each.what, facts)
		}
		got := facts.Cases[0].Channel.Feeder
		if each.expr == "" {
			if got != nil {
				t.Errorf("%s: told %+v", each.what, *got)
			}
			continue
		}
		if got == nil || got.Expr != each.expr || got.Function != each.function || got.Line == 0 {
			t.Errorf("%s: got %+v", each.what, got)
		}
	}
}
