package pipes

import (
	"net"
	"sync"
	"testing"
	"time"
)

// What the goroutine sends once its call has returned: the test has ended by then, and takes nothing.
func TestSendsBehindAccept(t *testing.T) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	errs := make(chan error)
	go func() { // leak: IO wait fix="; and give the channel room on which pipes/behind_test.go:19 sends then, as only the test receives from it"
		_, err := ln.Accept()
		errs <- err
	}()
	select {
	case <-errs:
	case <-time.After(time.Millisecond):
	}
}

func TestSendsOnWhatTheTestCloses(t *testing.T) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	errs := make(chan error)
	defer close(errs)
	go func() { // leak: IO wait fix="before pipes/behind_test.go:36 sends on a channel that the test closes: that would panic"
		_, err := ln.Accept()
		errs <- err
	}()
}

func TestSendsBehindWait(t *testing.T) {
	var group sync.WaitGroup
	group.Add(1)
	done := make(chan bool)
	go func() { // leak: sync.WaitGroup.Wait|semacquire fix="; and give the channel room on which pipes/behind_test.go:46 sends then, as only the test receives from it"
		group.Wait()
		done <- true
	}()
	select {
	case <-done:
	case <-time.After(time.Millisecond):
	}
}
