package spin

import (
	"io"
	"sync/atomic"
	"testing"
)

// Each error is made anew, so that it may be met waiting for the collector (semacquire) or in a call.
func TestClosedAndBusy(t *testing.T) {
	l := listen(t)
	go func() { // leak: running|runnable|IO wait|semacquire|GC assist wait|GC assist marking fix="return from the loop where the call fails (spin/busy_test.go:15)"
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

func TestClosedPipeAndBusy(t *testing.T) {
	r, w := io.Pipe()
	defer w.Close()
	buffer := make([]byte, 8)
	go func() { // leak: running|runnable fix="return from the loop where the call fails (spin/busy_test.go:31)"
		for {
			_, err := r.Read(buffer)
			if err != nil {
				continue
			}
		}
	}()
	r.Close()
}

var turns atomic.Int64

func TestMerelyBusy(t *testing.T) {
	go func() { // leak: running|runnable rule=running fix="leave the loop on t.Context().Done() or a done channel"
		for {
			turns.Add(1)
		}
	}()
}
