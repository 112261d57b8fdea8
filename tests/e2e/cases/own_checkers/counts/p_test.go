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
	header := regexp.MustCompile(`(?m)^goroutine \d+ \[[a-z ]+\]:$`)
	all := ""
	// As people count: by the headers. On a busy machine the goroutine of the test before
	// may still be on its way out, with or without a gate.
	for try := 0; ; try++ {
		all = string(buf[:runtime.Stack(buf, true)])
		n := len(header.FindAllString(all, -1))
		if n == 2 {
			break
		}
		if try == 100 {
			t.Fatalf("%d goroutines:\n%s", n, all)
		}
		time.Sleep(time.Millisecond)
	}
	if strings.Contains(all, "testing.leakgate") || strings.Contains(all, "testing.(*leakgate") {
		t.Fatalf("the gate shows in a stack:\n%s", all)
	}
}
