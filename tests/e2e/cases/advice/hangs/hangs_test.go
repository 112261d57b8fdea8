package hangs

import "testing"

type service struct{ quit, done chan bool }

func newService() *service {
	s := &service{make(chan bool), make(chan bool)}
	go s.watch() // leak: chan receive rule=chan-closer test=TestNeverServed leakers="TestNeverServed:1 TestServed:1" count=2 fix="first let (*service).Stop return where that does not come, then t.Cleanup(func() { s.Stop() })"
	return s
}

func (s *service) watch() { <-s.quit }
func (s *service) Serve() { go s.loop() }
func (s *service) loop() {
	defer close(s.done)
	<-s.quit
}

func (s *service) Stop() {
	close(s.quit)
	<-s.done
}

// Nobody called Serve, so Stop would wait for ever.
func TestNeverServed(t *testing.T) {
	s := newService()
	_ = s
}

type other struct{ quit, done chan bool }

func (o *other) watch() { <-o.quit }
func (o *other) loop() {
	defer close(o.done)
	<-o.quit
}

func (o *other) Stop() {
	close(o.quit)
	<-o.done
}

func newOther() *other {
	o := &other{make(chan bool), make(chan bool)}
	go o.watch() // leak: chan receive rule=chan-closer test=TestStarted fix="t.Cleanup(func() { o.Stop() }) after hangs/hangs_test.go:54"
	go o.loop()  // leak: chan receive rule=chan-closer test=TestStarted
	return o
}

func TestServed(t *testing.T) { newService() }

func TestStarted(t *testing.T) {
	o := newOther()
	_ = o
}
