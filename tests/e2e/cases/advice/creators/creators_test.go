package creators

import "testing"

type engine struct{ stop chan bool }

func (e *engine) start() {
	go e.run() // leak: chan receive rule=chan-closer test=TestClient leakers="TestClient:1 TestServer:1" count=2 fix="t.Cleanup(func() { c.Close() }) after creators/creators_test.go:27; t.Cleanup(func() { s.Shutdown() }) after creators/creators_test.go:32"
}
func (e *engine) run() { <-e.stop }
func (e *engine) end() { close(e.stop) }

type client struct{ e engine }
type server struct{ e engine }

func newClient() *client { c := &client{engine{make(chan bool)}}; c.e.start(); return c }
func newServer() *server { s := &server{engine{make(chan bool)}}; s.e.start(); return s }

func (c *client) Close() { c.e.end() }

// Shutdown has another name than Close.
func (s *server) Shutdown() { s.e.end() }

// One go statement, two makers, two calls that end it.

func TestClient(t *testing.T) {
	c := newClient()
	_ = c
}

func TestServer(t *testing.T) {
	s := newServer()
	_ = s
}

type pump struct{ stop chan bool }

func newPump() *pump {
	p := &pump{make(chan bool)}
	go p.run() // leak: chan receive rule=chan-closer test=TestReassigned count=2 fix="x := p; t.Cleanup(func() { x.Close() }) after creators/creators_test.go:48"
	return p
}
func (p *pump) run()   { <-p.stop }
func (p *pump) Close() { close(p.stop) }

// By the end of the test the variable is the other one.
func TestReassigned(t *testing.T) {
	p := newPump()
	p = newPump()
	_ = p
}
