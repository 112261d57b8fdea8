package main

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

const logger = `
type Logger struct{ mu sync.Mutex; once sync.Once; quit, other chan int }
func New() *Logger {
	quit := make(chan int)
	l := &Logger{other: make(chan int)}
	l.quit = quit
	go l.run(quit)
	return l
}
func (l *Logger) run(quit chan int) {
	for {
		select { /*here*/
		case <-quit:
			return
		case <-l.other:
		}
	}
}
func safeClose[T any](ch chan T) {
	defer func() { recover() }()
	close(ch)
}
func really(ch chan int) { safeClose[int](ch) }
func atEnd(ch chan int)  { defer close(ch) }
func drain(ch chan int)  { <-ch }
`

func TestAChannelIsClosedThroughCopiesAndParameters(t *testing.T) {
	for _, each := range []struct{ body, closed string }{
		{"close(l.quit)", "(*Logger).Close"},
		{"quit := l.quit\n close(quit)", "(*Logger).Close"},
		{"var quit chan int\n l.mu.Lock()\n if l.quit != nil {\n quit = l.quit\n l.quit = nil\n }\n l.mu.Unlock()\n if quit != nil {\n safeClose(quit)\n }", "(*Logger).Close"},
		{"safeClose(l.quit)", "(*Logger).Close"},
		{"safeClose[int](l.quit)", "(*Logger).Close"},
		{"really(l.quit)", "(*Logger).Close"},
		{"atEnd(l.quit)", "(*Logger).Close"},
		{"l.once.Do(func() { safeClose(l.quit) })", "(*Logger).Close"},
		{"l.mu.Lock()\n quit := l.quit\n go func() { really(quit) }()", "(*Logger).Close"},
		// Another one, or nothing is closed.
		{"close(l.other)", ""},
		{"safeClose(l.other)", ""},
		{"drain(l.quit)", ""},
		{"quit := l.quit\n quit = make(chan int)\n _ = quit", ""},
	} {
		facts := answer(t, "select", body(logger+"func (l *Logger) Close() {\n"+each.body+"\n}"))
		channel := facts.Cases[0].Channel
		if got := functions(channel.Closed); got != each.closed || channel.NeverClosed != (each.closed == "") {
			t.Errorf("%s: closed in %q, never %v", each.body, got, channel.NeverClosed)
		}
		if channel.Field != "Logger.quit" || channel.MadeInside {
			t.Errorf("%s: field %q", each.body, channel.Field)
		}
	}
}

func TestWhatAGoroutineClosesThroughItsParameterIsClosedThere(t *testing.T) {
	const source = `
func connect() {
	quit := make(chan int)
	go keep(quit)
	go receive(quit)
}
func receive(quit chan<- int) {
	defer close(quit)
	read()
}
func keep(quit <-chan int) {
	for {
		select { /*here*/
		case <-quit:
			return
		case <-time.After(time.Second):
		}
	}
}`
	closed := answer(t, "select", body(source)).Cases[0].Channel.Closed
	if len(closed) != 1 || closed[0].Function != "receive" || !closed[0].Goroutine || !closed[0].Deferred {
		t.Errorf("got %+v", closed)
	}
}

func TestWhoMakesAChannelThatEndsItself(t *testing.T) {
	const store = `
type Store struct{ stop chan int }
func (s *Store) Stop() { s.stop <- 1 }
func (s *Store) clean() {
	%make
	for {
		select { /*here*/
		case <-s.stop:
			return
		case <-time.After(time.Second):
		}
	}
}
`
	for _, each := range []struct {
		make, rest string
		inside     bool
	}{
		{"s.stop = make(chan int)", "func New() *Store {\n s := &Store{}\n go s.clean()\n return s\n}", true},
		// Before it was started, or by a function that somebody calls.
		{"", "func New() *Store {\n s := &Store{stop: make(chan int)}\n go s.clean()\n return s\n}", false},
		{"s.stop = make(chan int)", "func New() *Store {\n s := &Store{}\n s.clean()\n return s\n}", false},
	} {
		channel := answer(t, "select", body(strings.Replace(store, "%make", each.make, 1)+each.rest)).Cases[0].Channel
		if channel.MadeInside != each.inside || channel.Field != "Store.stop" {
			t.Errorf("%s: inside %v, field %q", each.rest, channel.MadeInside, channel.Field)
		}
	}
}

func TestOfSeveralCallsTheGoStatementOfTheGoroutineCounts(t *testing.T) {
	source := strings.Replace(logger, "go l.run(quit)", "go l.run(quit) /*from*/", 1) + `
func (l *Logger) Close() { safeClose(l.quit) }
func byHand(l *Logger) {
	mine := make(chan int)
	go l.run(mine)
}`
	for from, closed := range map[string]string{"/*from*/": "(*Logger).Close", "l.run(mine)": "", "byHand": ""} {
		source := body(source)
		path := filepath.Join(t.TempDir(), "logger.go")
		if err := os.WriteFile(path, []byte(source), 0o600); err != nil {
			t.Fatal(err)
		}
		line := func(text string) int { return strings.Count(source[:strings.Index(source, text)], "\n") + 1 }
		about := []string{"logger.go", strconv.Itoa(line(from))}
		facts := folders{}.answer(Query{path, line("/*here*/"), "select", about})
		if got := functions(facts.Cases[0].Channel.Closed); got != closed {
			t.Errorf("%s: closed in %q", from, got)
		}
	}
}

func TestWhoSendsIsFollowedThroughCopies(t *testing.T) {
	for sends, want := range map[string]string{
		"l.quit <- 1":                 "(*Logger).Close",
		"quit := l.quit\n quit <- 1":  "(*Logger).Close",
		"quit := l.other\n quit <- 1": "",
	} {
		facts := answer(t, "select", body(logger+"func (l *Logger) Close() {\n"+sends+"\n}"))
		if got := functions(facts.Cases[0].Channel.Sent); got != want {
			t.Errorf("%s: sent in %q", sends, got)
		}
	}
}
