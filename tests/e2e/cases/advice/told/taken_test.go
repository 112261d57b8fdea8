package told

import "testing"

type runner struct{ started, stopped chan bool }

func newRunner() *runner { return &runner{make(chan bool), make(chan bool)} }

func (r *runner) run()  { r.started <- true }
func (r *runner) stop() { r.stopped <- true }

func TestAwaited(t *testing.T) {
	r := newRunner()
	go r.run()
	<-r.started
}

// Another test shows who takes it.
func TestNotAwaited(t *testing.T) {
	r := newRunner()
	go r.run() // leak: chan send rule=chan-send test=TestNotAwaited fix="receive from it before the test ends, as TestAwaited does (told/taken_test.go:15), or give the channel room for the value; r.started is made at told/taken_test.go:7"
}

// Nobody takes that.
func TestNeverAwaited(t *testing.T) {
	r := newRunner()
	go r.stop() // leak: chan send rule=chan-send test=TestNeverAwaited fix="receive until the sender is done, give the channel room for the value"
}
