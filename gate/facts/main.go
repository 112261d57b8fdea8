// Command facts reads Go source for leakgate: for places where goroutines are blocked it tells, with Go's own parser, what
// stands there. It states facts and judges nothing.
//
// Arguments: queries, each WAIT:LINE:FILE; behind FILE, each on a line of its own, what the query is about. Output: a JSON list of Facts, one for each query, in the same order.
// A place of which nothing is known has empty facts. Source that does not parse is read as far as it does.
package main

import (
	"encoding/json"
	"fmt"
	"go/ast"
	"os"
	"strconv"
	"strings"
)

// Query is a place in a stack.
type Query struct {
	File string // absolute
	Line int
	// What the goroutine does there: "select", "send", "receive"; of a caller "call"; "end": how the code behind the line can
	// end what a call of the line gave; "context": the context that such a call is given;
	// "looks": what the loops around a sleep, a tick or a wait for a condition ask for;
	// "callers": who calls, in the package of that file, functions of another one;
	// "loop": which call of the loop on the line may fail and is come back to all the same;
	// "held": which method ends that on which the line calls a method;
	// "counts": which Done the group lacks whose Wait the line calls;
	// "dropped": what the call of the function in About gives there, has a Close and is given no name;
	// "guard": the option on which a statement of the line depends;
	// "lost": what the function that the line calls drops where it returns the error that is expected;
	// "untouched": of a method, whether it touches nothing that the function around the line names;
	// "owner": which method ends what the function in About gives, or is a method of;
	// "led": by which calls a test comes to the go statement on the line;
	// "pipe": what closes the other end of the io.Pipe at which a call of the line is blocked, see pipeEnd;
	// "hidden": what would end that which a function makes, calls the method in About on, and keeps to itself;
	// "once": what keeps the line from running twice in one process, see onceAt;
	// "scope": which context is in scope there, and whose method it is;
	// "keep": what keeps the memory that the line, or what it called, allocated;
	// "close": how what a call of the line waits at can be closed; "allow": see allowed; "functions": see functions.
	Wait string
	// Of "callers" these functions; of "once" see onceAt, of "pipe" pipeEnd; of "led" see led; of "select", "receive", "send" and "call" the go statement: the end of its file, its line. Else the function that the line calls, as declared; of "close", where it is handed in, then which of the arguments it is, from 1 on; of "end" then the method that ends it, and the file of the method; of "untouched" the method and its file; of "lost" see lost.
	About []string
}

func parseQuery(argument string) (Query, error) {
	wait, rest, _ := strings.Cut(argument, ":")
	line, file, whole := strings.Cut(rest, ":")
	number, err := strconv.Atoi(line)
	if !whole || err != nil {
		return Query{}, fmt.Errorf("expected WAIT:LINE:FILE, got %q", argument)
	}
	about := strings.Split(file, "\n")
	return Query{about[0], number, wait, about[1:]}, nil
}

// Facts is what stands at a place.
type Facts struct {
	// Kind of what was found: "select", "send", "receive", "range", "call"; empty where the line has nothing of what the
	// query asks for, or more than one.
	Kind      string      `json:"kind"`
	Statement string      `json:"statement"`         // without comments; of a loop or a condition the line with its head
	Function  string      `json:"function"`          // as declared: `(*Hub).run`; a closure is of the function around it
	LoopLine  int         `json:"loop_line"`         // of the outermost loop around it in its function; 0: none
	Cases     []Case      `json:"cases"`             // of a select all, of others one
	Failure   *Failure    `json:"failure,omitempty"` // of a query "call", where the call may fail
	Ending    *Ending     `json:"ending,omitempty"`  // of a query "end", where declarations tell
	Context   *ContextArg `json:"context,omitempty"` // of a query "context", of a call with one
	Keeping   *Keeping    `json:"keeping,omitempty"` // of a query "keep"
}

// Keeping tells what becomes of memory that a line allocated.
type Keeping struct {
	Stores []Store `json:"stores"` // which put it into what outlives the function, as they stand
	Handed bool    `json:"handed"` // the function gives it back
}

// Store is a statement that puts something into a variable of the package, or into a field of what the function was given.
type Store struct {
	Holder string `json:"holder"` // `pages`, `Cache.entries`
	Text   string `json:"text"`
	File   string `json:"file"` // absolute
	Line   int    `json:"line"`
}

// ContextArg is the context that a call is given.
type ContextArg struct {
	// "root": context.Background() or TODO(), which nobody can cancel; "handed": a parameter of the function around it;
	// "kept": of a context.WithCancel whose cancel nobody calls; empty: another one.
	Kind    string `json:"kind"`
	Text    string `json:"text"`    // of a root the call, of a kept one the name of its cancel
	Line    int    `json:"line"`    // where that stands
	Testing string `json:"testing"` // as of Ending
}

// Ending is what ends, behind a line, what a call of that line gave.
type Ending struct {
	Call     string `json:"call"`      // `_ = c.Close()`, `s.(*statsd.Sink).Shutdown()`
	Keep     string `json:"keep"`      // where the line holds it by no name: the statement that does, `x, err := hub.New(1)`
	Testing  string `json:"testing"`   // what has a Cleanup there: `t`, `s.T()`; empty: nothing
	Function string `json:"function"`  // the line is in, as declared
	Line     int    `json:"line"`      // behind which the call goes: of "close" where it is made
	File     string `json:"file"`      // absolute, of that line
	HandedOn bool   `json:"handed_on"` // of "close": that function returns it
	// Parameter tells, of "close" without a call, that it is that parameter of the function, from 1 on.
	Parameter int  `json:"parameter"`
	Called    int  `json:"called"`    // of "end": where the function makes that call already
	Before    int  `json:"before"`    // of "end": the go statement in front of which the call can go
	Goroutine bool `json:"goroutine"` // it stands in a goroutine for which its function does not wait
	network   bool // it is made by package net, or accepted
}

// Failure is what becomes of the goroutine when the call of the line fails, as it does when somebody closes what it waits at.
type Failure struct {
	Kind string `json:"kind"` // "stays": a loop comes back to the call, and no path leaves it; "leaves": some path does;
	// "reports": some path does, and fails the test; "panics": it sends on a channel that the test closes; "stuck": it sends on
	// one without room, from which only the test itself receives
	Line    int  `json:"line"`    // where it stays: of the check that goes on, else of the call; of a send where that is
	Checked bool `json:"checked"` // there is such a check
}

// Case is one way in which the goroutine can go on.
type Case struct {
	Op      string  `json:"op"` // "receive", "send", "default", "call"
	Line    int     `json:"line"`
	Text    string  `json:"text"`    // `<-ctx.Done()`, `v := <-in`
	Binds   bool    `json:"binds"`   // keeps the received value
	Asks    bool    `json:"asks"`    // whether the channel was closed: `v, ok := <-in`
	ByBody  bool    `json:"by_body"` // of a range loop: some path of its body leaves it too
	Leaves  string  `json:"leaves"`
	Counted bool    `json:"counted"` // of the condition of a loop: each round brings its end nearer
	Channel Channel `json:"channel"`
}

// Whether the function is left after a case.
const (
	never      = "never"       // it is back at the same place, whatever happens
	may        = "may"         // on some paths
	whenClosed = "when closed" // where the case finds its channel closed
	always     = "always"
)

// Channel is what declarations tell of a channel.
type Channel struct {
	Expr string `json:"expr"` // `h.quit`
	// "context" (a context's Done), "ticker", "tick" (time.Tick), "timer", "after" (time.After), "channel", or empty where
	// the declaration is elsewhere.
	Kind    string `json:"kind"`
	Element string `json:"element"` // `struct{}`; empty: not known
	Room    string `json:"room"`    // "none", "some" or empty: not known
	// Received tells, of a send of an empty struct, that the same function or a closure in it receives from the channel
	// afterwards; ReceivedElsewhere that another part of the package does.
	Received          bool   `json:"received"`
	ReceivedElsewhere bool   `json:"received_elsewhere"`
	MadeOnce          bool   `json:"made_once"` // of time.After: called before the loops around the place
	MadeFile          string `json:"made_file"` // absolute; where it is made, if that is one place alone
	MadeLine          int    `json:"made_line"`
	NeverClosed       bool   `json:"never_closed"` // nothing in the package closes it
	Field             string `json:"field"`        // the type and field that keep it: `Hub.quit`
	// MadeInside tells, of one in a field, that the goroutine at the place makes it itself: whoever ends it before finds none.
	MadeInside bool `json:"made_inside"`
	// Sent tells, of a case that leaves a loop whatever comes, where the package sends on it; of a receive that drops the value, where
	// somebody can send by a call.
	Sent      []Closing `json:"sent"`
	Given     []Closing `json:"given"`     // of a receive: other sends, of tests and of goroutines; of a send: receives of tests
	Senders   []Closing `json:"senders"`   // goroutines of tests that send on it
	Closed    []Closing `json:"closed"`    // where the package closes it; of a call what it is called on
	Cancelled []Closing `json:"cancelled"` // of a context's Done: where the package cancels that context
	Handed    bool      `json:"handed"`    // of a context's Done: a parameter of the function, or of that around it
	Notified  bool      `json:"notified"`  // signal.Notify sends on it
	NilFrom   string    `json:"nil_from"`  // a function of the package that gives it as nil
	Feeder    *Feeder   `json:"feeder,omitempty"`
	// SentBy are, of one in a field that nothing closes, the sends of other goroutines, which a close would make panic.
	SentBy []Closing   `json:"sent_by"`
	Own    *OwnChannel `json:"own,omitempty"` // of one that nothing closes
	// Forgotten tells where it is taken out of the map that keeps it, in a function that closes nothing of that; with all that come
	// to the function in place of owners.
	Forgotten []Closing `json:"forgotten"`
}

// Closing is a call of close, of the method Close of a connection or listener, or of what cancels a context.
type Closing struct {
	Function string `json:"function"`
	File     string `json:"file"` // absolute
	Line     int    `json:"line"`
	Deferred bool   `json:"deferred"`
	Test     bool   `json:"test"` // in a file of tests
	// Goroutine tells that a go statement of the package runs it: a closure behind it, or the function itself.
	Goroutine bool    `json:"goroutine"`
	Returned  bool    `json:"returned"` // in a closure that the function returns
	Owners    []Owner `json:"owners"`   // whose call comes to it: the function itself, then what calls it, nearest first

	value ast.Expr // of a send
	timed bool     // in what a timer runs: the channel is closed by time
}

// Owner is a function or method by whose call something is closed.
type Owner struct {
	Function string    `json:"function"` // of an interface of the package `Cache.Close`
	File     string    `json:"file"`     // absolute; where it is declared
	Line     int       `json:"line"`
	Makers   []string  `json:"makers"`   // functions of the package that return the type whose method it is
	Creators []string  `json:"creators"` // those that make a value of that type
	Waits    []Awaited `json:"waits"`
}

// Awaited is what a function waits for before it returns.
type Awaited struct {
	What string   `json:"what"` // `<-s.done`, `s.group.Wait()`
	Line int      `json:"line"`
	By   []string `json:"by"` // functions that let it go on, and all that calls or starts these
}

func main() {
	folders := folders{}
	answers := []Facts{}
	for _, argument := range os.Args[1:] {
		query, err := parseQuery(argument)
		if err != nil {
			fmt.Fprintln(os.Stderr, "facts:", err)
			os.Exit(2)
		}
		answers = append(answers, folders.answer(query))
	}
	json.NewEncoder(os.Stdout).Encode(answers)
}
