package p

import (
	"regexp"
	"runtime"
	"strings"
	"testing"
	"time"
)

var atStart = runtime.NumGoroutine()

func TestCount(t *testing.T) {
	// The main goroutine and this test, as without a gate.
	for range 300 {
		if n := runtime.NumGoroutine(); n != 2 || atStart != 1 {
			t.Fatalf("%d goroutines, %d at the start", n, atStart)
		}
		time.Sleep(time.Millisecond)
	}
}

func TestStacks(t *testing.T) {
	buf := make([]byte, 1<<16)
	all := string(buf[:runtime.Stack(buf, true)])
	// As people count: by the headers.
	if n := len(regexp.MustCompile(`(?m)^goroutine \d+ \[[a-z ]+\]:$`).FindAllString(all, -1)); n != 2 {
		t.Fatalf("%d goroutines:\n%s", n, all)
	}
	if strings.Contains(all, "testing.leakgate") || strings.Contains(all, "testing.(*leakgate") {
		t.Fatalf("the gate shows in a stack:\n%s", all)
	}
}
