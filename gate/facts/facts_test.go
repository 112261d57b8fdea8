package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// answer asks for the line of the source that holds the mark `/*here*/`.
func answer(t *testing.T, wait, source string) Facts {
	t.Helper()
	path := filepath.Join(t.TempDir(), "hub.go")
	if err := os.WriteFile(path, []byte(source), 0o600); err != nil {
		t.Fatal(err)
	}
	for i, line := range strings.Split(source, "\n") {
		if strings.Contains(line, "/*here*/") {
			return folders{}.answer(Query{path, i + 1, wait, nil})
		}
	}
	t.Fatal("no mark in the source")
	return Facts{}
}

func body(text string) string {
	return "package hub\n\nimport (\n\t\"context\"\n\t\"log\"\n\t\"testing\"\n\t\"time\"\n)\n\n" +
		"var _ = []any{context.TODO, time.Now, log.Print}\n\ntype T = testing.T\n\n" + text
}

func short(c Case) string {
	words := []string{c.Text, c.Leaves}
	for _, word := range []string{c.Channel.Kind, c.Channel.Element, c.Channel.Room} {
		if word != "" {
			words = append(words, word)
		}
	}
	return strings.Join(words, " | ")
}

func checkCases(t *testing.T, wait, source string, want ...string) {
	t.Helper()
	facts := answer(t, wait, body(source))
	got := []string{}
	for _, each := range facts.Cases {
		got = append(got, short(each))
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("kind %q\ngot\n  %s\nwant\n  %s", facts.Kind, strings.Join(got, "\n  "), strings.Join(want, "\n  "))
	}
}

func TestCasesOfALoopLeaveOrGoOn(t *testing.T) {
	checkCases(t, "select", `
func run(ctx context.Context, in chan int, stop chan struct{}) {
	ticker := time.NewTicker(time.Second)
	for {
		select { /*here*/
		case <-stop:
			log.Print("paused")
		case <-ctx.Done():
			return
		case <-ticker.C:
			break
		case v, ok := <-in:
			if !ok {
				return
			}
			log.Print(v)
		case <-time.After(time.Second):
			continue
		}
	}
}`,
		"<-stop | never | channel | struct{}",
		"<-ctx.Done() | always | context",
		"<-ticker.C | never | ticker",
		"v, ok := <-in | when closed | channel | int",
		"<-time.After(time.Second) | never | after")
}

func TestLabelsFlagsAndConditions(t *testing.T) {
	checkCases(t, "select", `
func run(a, b, c, d chan int) {
	running := true
outer:
	for running {
		select { /*here*/
		case <-a:
			break outer
		case <-b:
			running = false
		case <-c:
			for {
				break
			}
			return
		case <-d:
			go func() { return }()
		}
	}
}`,
		"<-a | always | channel | int", "<-b | always | channel | int", "<-c | always | channel | int", "<-d | may | channel | int")
}

func TestWhatFollowsTheSelectCounts(t *testing.T) {
	checkCases(t, "select", `
func run(a, b chan int) {
	for {
		stop := false
		select { /*here*/
		case <-a:
			stop = true
		case <-b:
			continue
		}
		if stop {
			return
		}
	}
}`, "<-a | may | channel | int", "<-b | never | channel | int")
	checkCases(t, "select", `
func run(a chan int) {
	for {
		for {
			select { /*here*/
			case <-a:
				goto out
			case <-time.Tick(1):
			}
		}
	}
out:
}`, "<-a | always | channel | int", "<-time.Tick(1) | never | tick")
}

func TestFunctionsThatNeverReturn(t *testing.T) {
	checkCases(t, "select", `
func give_up() { die() }
func die()     { log.Fatal("x") }
func work()    { log.Print("x") }
func run(t *testing.T, a, b, c, d chan int) {
	for {
		select { /*here*/
		case <-a:
			give_up()
		case <-b:
			work()
		case <-c:
			t.Fatal("x")
		case <-d:
			panic("x")
		}
	}
}`, "<-a | always | channel | int", "<-b | never | channel | int", "<-c | always | channel | int", "<-d | always | channel | int")
}

func TestWhatAChannelIsComesFromDeclarations(t *testing.T) {
	source := `
type hub struct {
	quit, idle chan struct{}
	jobs       chan int
	tick       *time.Ticker
	life
}
type life struct{ context.Context }

func newHub() *hub { return &hub{quit: make(chan struct{}), jobs: make(chan int, 3), idle: make(chan struct{})} }
func (h *hub) Quit() <-chan struct{} { return h.quit }
func (h *hub) Close() {
	defer close(h.quit)
}
func (h *hub) run() {
	other := h
	timer := time.NewTimer(time.Second)
	for {
		select { /*here*/
		case <-other.Quit():
			return
		case <-h.tick.C:
		case <-timer.C:
		case j := <-h.jobs:
			log.Print(j)
		case <-h.life.Done():
		case <-h.idle:
		}
	}
}`
	checkCases(t, "select", source,
		"<-other.Quit() | always | channel | struct{} | none", "<-h.tick.C | never | ticker", "<-timer.C | never | timer",
		"j := <-h.jobs | never | channel | int | some", "<-h.life.Done() | never | context", "<-h.idle | never | channel | struct{} | none")
	closed := answer(t, "select", body(source)).Cases[0].Channel.Closed
	if len(closed) != 1 || closed[0].Function != "(*hub).Close" || !closed[0].Deferred || closed[0].Test {
		t.Errorf("closed in %+v", closed)
	}
}

func TestReceivesSendsAndRanges(t *testing.T) {
	checkCases(t, "receive", "func f(in chan int) {\n\tfor v := range in { /*here*/\n\t\tlog.Print(v)\n\t}\n}",
		"range in | when closed | channel | int")
	checkCases(t, "receive", "func f(in chan int) {\n\tfor {\n\t\tfor range in { /*here*/\n\t\t}\n\t}\n}", "range in | never | channel | int")
	checkCases(t, "receive", "func f(in chan int) {\n\tfor {\n\t\tv, ok := <-in /*here*/\n\t\tif !ok {\n\t\t\treturn\n\t\t}\n\t\tlog.Print(v)\n\t}\n}",
		"v, ok := <-in | when closed | channel | int")
	checkCases(t, "receive", "func f(in chan int) {\n\tlog.Print(<-in) /*here*/\n}", "<-in | always | channel | int")
	checkCases(t, "send", "func f(out chan<- int) {\n\tfor i := range 3 {\n\t\tout <- i /*here*/\n\t}\n}", "out <- i | may | channel | int")
	checkCases(t, "call", "func f(g func() error) {\n\tfor {\n\t\tif g() != nil { /*here*/\n\t\t\treturn\n\t\t}\n\t}\n}", " | may")
}

func TestASemaphoreIsAlsoReceivedFrom(t *testing.T) {
	facts := answer(t, "send", body(`
func f(jobs []func()) {
	slots := make(chan struct{}, 4)
	for _, job := range jobs {
		slots <- struct{}{} /*here*/
		go func() {
			defer func() { <-slots }()
			job()
		}()
	}
}`))
	if got := facts.Cases[0].Channel; !got.Received || got.Room != "some" || got.Element != "struct{}" {
		t.Errorf("got %+v", got)
	}
	facts = answer(t, "send", body("func f() {\n\tdone := make(chan struct{})\n\tgo func() { done <- struct{}{} }() /*here*/\n}"))
	if got := facts.Cases[0].Channel; got.Received || got.Room != "none" {
		t.Errorf("got %+v", got)
	}
}

func TestCommentsAndStringsAreNoCode(t *testing.T) {
	facts := answer(t, "select", body("func f(a chan string) {\n\tselect { /*here*/\n\t// case <-ctx.Done(): return\n\tcase a <- `case <-quit:`: /* x */ // y\n\t}\n}"))
	want := "select {\ncase a <- `case <-quit:`:\n}"
	if facts.Statement != want || len(facts.Cases) != 1 {
		t.Errorf("got %q and %d cases", facts.Statement, len(facts.Cases))
	}
}

func TestTwoOfAKindOnOneLineAreNotToldApart(t *testing.T) {
	facts := answer(t, "receive", body("func f(a, b chan int) int {\n\treturn <-a + <-b /*here*/\n}"))
	if facts.Kind != "" || facts.Statement != "return <-a + <-b" || len(facts.Cases) != 0 {
		t.Errorf("got %+v", facts)
	}
}

func TestWhatCannotBeReadHasNoFacts(t *testing.T) {
	for _, query := range []Query{{"/nowhere/x.go", 1, "select", nil}, {os.DevNull, 1, "call", nil}, {"/nowhere/x.go", 1, "end", nil}, {"", 0, "", nil}} {
		if facts := (folders{}).answer(query); fmt.Sprint(facts) != fmt.Sprint(Facts{}) {
			t.Errorf("%v: got %+v", query, facts)
		}
	}
	facts := answer(t, "select", "package hub\n\nfunc f(a chan int) {\n\tselect { /*here*/\n\tcase <-a:\n") // cut off
	if facts.Kind != "select" && facts.Kind != "" {
		t.Errorf("got %+v", facts)
	}
}

func TestClosingsOfGoroutinesAreTold(t *testing.T) {
	source := `
type mill struct{ done, gone, ended chan struct{} }

func (m *mill) grind() { defer close(m.done) }
func (m *mill) start() {
	go m.grind()
	go func() { m.turn(); close(m.gone) }()
}
func (m *mill) Close() { go func() { close(m.ended) }() }
func (m *mill) wait() {
	select { /*here*/
	case <-m.done:
	case <-m.gone:
	case <-m.ended:
	}
}`
	for i, want := range []bool{true, true, false} {
		closed := answer(t, "select", body(source)).Cases[i].Channel.Closed
		if len(closed) != 1 || closed[0].Goroutine != want {
			t.Errorf("case %d: closed in %+v", i, closed)
		}
	}
}

// owners are those of the only case, the first closing: `(*Cache).Close<New`.
func owners(closings []Closing) string {
	if len(closings) != 1 {
		return fmt.Sprintf("%d closings", len(closings))
	}
	out := []string{}
	for _, owner := range closings[0].Owners {
		out = append(out, owner.Function+"<"+strings.Join(owner.Makers, ","))
	}
	return strings.Join(out, " ")
}

func TestWhoComesToAClosingByCalls(t *testing.T) {
	source := `
type policy struct{ stop chan struct{} }
type queue interface{ Close() }
type Cache struct{ policy *policy; queue queue }
type Store interface{ Get(); Shut() }
type store struct{ cache *Cache }

func newPolicy() *policy { p := &policy{stop: make(chan struct{})}; go p.run(); return p }
func New() (*Cache, error) { return &Cache{policy: newPolicy()}, nil }
func Open() Store { c, _ := New(); return &store{c} }
func (p *policy) Close() { close(p.stop) }
func (c *Cache) Close() { c.policy.Close() }
func (s *store) Shut() { if s.cache != nil { s.cache.Close() } }
func (s *store) Get() {}
func (s *store) later() { defer s.cache.Close() }
func (s *store) aside() { go s.cache.Close() }
func (p *policy) run() {
	select { /*here*/
	case <-p.stop:
	}
}`
	want := "(*policy).Close<newPolicy (*Cache).Close<New (*store).Shut< Store.Shut<Open"
	if got := owners(answer(t, "select", body(source)).Cases[0].Channel.Closed); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestAClosureThatIsReturnedIsNoCallOfItsFunction(t *testing.T) {
	closed := answer(t, "receive", body(`
func start() func() {
	stop := make(chan struct{})
	go func() {
		<-stop /*here*/
	}()
	return func() { close(stop) }
}`)).Cases[0].Channel.Closed
	if len(closed) != 1 || !closed[0].Returned {
		t.Errorf("closed in %+v", closed)
	}
}

func TestWhoCancelsAContext(t *testing.T) {
	rest := `
func (s *server) Stop() { s.cancel() }
func (s *server) other() { s.undo() }
func (s *server) run(ctx context.Context) {
	select { /*here*/
	case <-ctx.Done():
	}
}`
	for name, source := range map[string]string{
		"fields": `type server struct{ ctx context.Context; cancel, undo func() }
func New() *server {
	s := &server{}
	s.ctx, s.cancel = context.WithCancel(context.Background())
	go s.run(s.ctx)
	return s
}`,
		"variables": `type server struct{ cancel, undo func() }
func New() *server {
	ctx, cancel := context.WithTimeout(context.Background(), 1)
	s := &server{cancel: cancel}
	go s.run(ctx)
	return s
}`,
		"in between": `type server struct{ cancel, undo func() }
func New() *server {
	ctx, cancel := context.WithCancel(context.Background())
	s := &server{}
	s.cancel = cancel
	go s.start(ctx)
	return s
}
func (s *server) start(ctx context.Context) { s.run(ctx) }`,
	} {
		if got := owners(answer(t, "select", body(source+rest)).Cases[0].Channel.Cancelled); got != "(*server).Stop<New" {
			t.Errorf("%s: got %s", name, got)
		}
	}
	twice := `type server struct{ cancel, undo func() }
func (s *server) one() {
	ctx, cancel := context.WithCancel(context.Background())
	s.cancel = cancel
	go s.run(ctx)
}
func (s *server) two() { go s.run(context.Background()) }`
	if got := owners(answer(t, "select", body(twice+rest)).Cases[0].Channel.Cancelled); got != "0 closings" {
		t.Errorf("called with two contexts: got %s", got)
	}
}

func TestWhoClosesWhatACallWaitsAt(t *testing.T) {
	for name, source := range map[string]string{
		"kept in a list": `
type server struct{ listeners []net.Listener }
func New() *server { return &server{} }
func (s *server) Serve(l net.Listener) {
	s.listeners = append(s.listeners, l)
	for {
		l.Accept() /*here*/
	}
}
func (s *server) Stop() {
	for _, l := range s.listeners {
		l.Close()
	}
}`,
		"wrapped": `
type server struct{ conn net.Conn; in *bufio.Reader }
func New(conn net.Conn) *server { return &server{conn: conn, in: bufio.NewReader(conn)} }
func (s *server) read() {
	for {
		s.in.ReadString(1) /*here*/
	}
}
func (s *server) Stop() { s.conn.Close() }`,
		"an argument": `
type server struct{ conn net.Conn }
func New(conn net.Conn) *server { return &server{conn} }
func (s *server) read() {
	io.ReadFull(s.conn, nil) /*here*/
}
func (s *server) Stop() { s.conn.Close() }`,
		"in a map": `
type server struct{ open map[net.Conn]bool }
func New() *server { return &server{} }
func (s *server) handle(conn net.Conn) {
	s.open[conn] = true
	conn.Read(nil) /*here*/
	conn.Close()
}
func (s *server) Stop() {
	for conn := range s.open {
		conn.Close()
	}
}`,
	} {
		facts := answer(t, "call", "package hub\n\nimport (\n\t\"bufio\"\n\t\"io\"\n\t\"net\"\n)\n"+source)
		got := ""
		for _, closing := range facts.Cases[0].Channel.Closed {
			got += closing.Function + " "
		}
		want := "(*server).Stop "
		if name == "in a map" {
			want = "(*server).handle (*server).Stop "
		}
		if got != want {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
}

func TestWhoMakesAValueWithoutReturningItsType(t *testing.T) {
	closed := answer(t, "receive", body(`
type pacer struct{ quit chan struct{} }
func New() any { p := &pacer{quit: make(chan struct{})}; go p.run(); return p }
func (p *pacer) Close() { close(p.quit) }
func (p *pacer) run() {
	_, ok := <-p.quit /*here*/
	log.Print(ok)
}`)).Cases[0]
	if owners := closed.Channel.Closed[0].Owners; len(owners) != 1 || fmt.Sprint(owners[0].Creators) != "[New]" || !closed.Asks {
		t.Errorf("got %+v", closed)
	}
}

func TestAJumpInsideOfALoopStaysThere(t *testing.T) {
	checkCases(t, "receive", `
func run(tick *time.Ticker) {
	for range tick.C { /*here*/
	again:
		if work() == nil {
			goto again
		}
	}
}`, "range tick.C | never | ticker")
	checkCases(t, "receive", `
func run(tick *time.Ticker) {
	for range tick.C { /*here*/
		if work() == nil {
			goto out
		}
	}
out:
	work()
}`, "range tick.C | may | ticker")
}

func TestWhoSendsWhatEndsALoop(t *testing.T) {
	names := func(source string) string {
		facts, out := answer(t, "select", body(source)), []string{}
		for _, each := range facts.Cases {
			for _, sent := range each.Channel.Sent {
				word := sent.Function
				if sent.Goroutine {
					word += " go"
				}
				out = append(out, each.Text+": "+word)
			}
		}
		return strings.Join(out, ", ")
	}
	const hub = "\ntype Hub struct{ exit, in chan int }\nfunc (h *Hub) Close() { h.exit <- 1 }\nfunc (h *Hub) Put(n int) { h.in <- n }\n" +
		"func (h *Hub) later() { go func() { h.exit <- 2 }() }\n"
	if got := names(hub + "func (h *Hub) run() {\n for {\n select { /*here*/\n case <-h.in:\n case m := <-h.exit:\n _ = m\n return\n }\n}\n}"); got != "m := <-h.exit: (*Hub).Close, m := <-h.exit: (*Hub).later go" {
		t.Error(got)
	}
	// Without a loop each case is a result that somebody may send.
	if got := names(hub + "func (h *Hub) wait() {\n select { /*here*/\n case <-h.in:\n case <-h.exit:\n }\n}"); got != "" {
		t.Error(got)
	}
}

func TestWhatNothingClosesAndWhereItIsMade(t *testing.T) {
	for _, each := range []struct {
		source string
		never  bool
	}{
		{"type H struct{ in chan int }\nfunc New() *H { return &H{in: make(chan int)} }\nfunc (h *H) run() {\n for range h.in { /*here*/\n }\n}", true},
		{"type H struct{ in chan int }\nfunc New(in chan int) *H { return &H{in: in} }\nfunc (h *H) run() {\n for range h.in { /*here*/\n }\n}", false},
		{"type H struct{ in chan int }\nfunc (h *H) run() {\n for range h.in { /*here*/\n }\n}\nfunc (h *H) Close() { close(h.in) }", false},
		{"func start() {\n in := make(chan int)\n go run(in)\n}\nfunc run(in chan int) {\n for range in { /*here*/\n }\n}", true},
		{"func start() {\n in := make(chan int)\n go run(in)\n close(in)\n}\nfunc run(in chan int) {\n for range in { /*here*/\n }\n}", false},
		// Others may hand it in, or close it under another name.
		{"func Run(in chan int) {\n for range in { /*here*/\n }\n}", false},
		{"type H struct{ in chan int }\nfunc (h *H) run() {\n for range h.in { /*here*/\n }\n}\nfunc (h *H) end() { shut(h.in) }\nfunc shut(c chan int) { close(c) }", false},
	} {
		facts := answer(t, "receive", body(each.source))
		if len(facts.Cases) != 1 || facts.Cases[0].Channel.NeverClosed != each.never {
			t.Errorf("%s\ngot %+v", each.source, facts.Cases)
		}
	}
	facts := answer(t, "send", body("func run() {\n out := make(chan int)\n go func() {\n out <- 1 /*here*/\n }()\n}"))
	if len(facts.Cases) != 1 || facts.Cases[0].Channel.MadeLine != facts.Cases[0].Line-2 {
		t.Errorf("got %+v", facts)
	}
}

func TestACallOverSeveralLines(t *testing.T) {
	const head = "func run(next func(func() int) func(int) int) {\n for {\n"
	for source, want := range map[string]string{
		head + " v := next(func() int {\n return 1\n })( /*here*/\n 2,\n )\n use(v)\n}\n}":                 never,
		head + " v := next(func() int {\n return 1\n })( /*here*/\n 2,\n )\n if v > 1 {\n return\n}\n}\n}": may,
		// What stands inside of a statement is no part of its own.
		head + " if ready() {\n go func() {}() /*here*/\n }\n}\n}":                      "",
		head + " f := func() {\n for range next(nil)(1) { /*here*/\n }\n }\n f()\n}\n}": "",
	} {
		facts := answer(t, "call", body(source))
		got := ""
		if len(facts.Cases) == 1 {
			got = facts.Cases[0].Leaves
		}
		if got != want {
			t.Errorf("%s\ngot %q, want %q: %+v", source, got, want, facts)
		}
	}
}
