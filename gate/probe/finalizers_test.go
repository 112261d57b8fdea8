package probe

import "testing"

func TestFinalizersAreTimed(t *testing.T) {
	t.Parallel()
	o := pass(t, request{fixture: "finalizers", arguments: []string{"-run=Fifty"}})
	longest, known := o.fields("finalizer", 0)["longest_ns"].(float64)
	if !known || longest < 900e6 || longest > 3e9 {
		t.Errorf("50 finalizers of 20 ms: the longest wait is %v ns", longest)
	}
	o = pass(t, request{fixture: "finalizers", options: "settle_ms=100", arguments: []string{"-run=Stuck"}})
	if _, ran := o.fields("finalizer", 0)["finalizer_wait_ns"]; ran {
		t.Error("a stuck finalizer does not show")
	}
}

func TestFinalizersAreTimedWhileTestsRun(t *testing.T) {
	t.Parallel()
	o := pass(t, request{fixture: "finalizers", options: "sample_ms=20", arguments: []string{"-run=Busy"}})
	fields := o.fields("finalizer", 0)
	if timed := fields["timed"].(float64); timed < 3 {
		t.Errorf("only %v were timed", timed)
	}
	if longest := fields["longest_ns"].(float64); longest < 200e6 || longest > 3e9 {
		t.Errorf("behind one of 500 ms: the longest wait is %v ns", longest)
	}
	if after := fields["finalizer_wait_ns"].(float64); after > 200e6 {
		t.Errorf("after the tests one waited %v ns", after)
	}
}
