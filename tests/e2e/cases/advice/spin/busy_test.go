package spin

import (
	"sync/atomic"
	"testing"
)

func TestClosedAndBusy(t *testing.T) {
	l := listen(t)
	go func() { // leak: running|runnable|IO wait fix="return from the loop where the call fails (spin/busy_test.go:13)"
		for {
			conn, err := l.Accept()
			if err != nil {
				continue
			}
			conn.Close()
		}
	}()
	l.Close()
}

var turns atomic.Int64

func TestMerelyBusy(t *testing.T) {
	go func() { // leak: running|runnable rule=running fix="leave the loop on ctx.Done() or a done channel"
		for {
			turns.Add(1)
		}
	}()
}
