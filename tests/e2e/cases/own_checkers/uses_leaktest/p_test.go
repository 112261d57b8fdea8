package p

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/fortytw2/leaktest"
)

func TestClean(t *testing.T) {
	defer leaktest.Check(t)()
	time.Sleep(250 * time.Millisecond)
}

// recorder takes what leaktest says.
type recorder struct{ said []string }

func (r *recorder) Errorf(format string, args ...any) {
	r.said = append(r.said, fmt.Sprintf(format, args...))
}

func TestFinds(t *testing.T) {
	c := make(chan int)
	r := &recorder{}
	check := leaktest.CheckTimeout(r, 100*time.Millisecond)
	go func() { <-c }()
	check()
	close(c)
	// One line for the time-out, one for the goroutine. On a busy machine it also meets the timer of its own time-out.
	said := 0
	for _, line := range r.said {
		if !strings.Contains(line, "context.WithCancel") {
			said++
		}
	}
	if said != 2 {
		t.Fatalf("leaktest says %q", r.said)
	}
}
