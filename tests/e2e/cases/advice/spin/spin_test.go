package spin

import (
	"errors"
	"log"
	"net"
	"testing"
)

func listen(t *testing.T) net.Listener {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// Closing alone turns these loops into busy ones.

func TestAcceptContinues(t *testing.T) {
	l := listen(t)
	go func() { // leak: IO wait rule=accept-loop fix="first return from the loop where the call fails (spin/spin_test.go:25), then t.Cleanup(func() { _ = l.Close() }) after spin/spin_test.go:21"
		for {
			conn, err := l.Accept()
			if err != nil {
				log.Print(err)
				continue
			}
			conn.Close()
		}
	}()
}

func TestReadDropsItsError(t *testing.T) {
	a, b := net.Pipe()
	go func() { // leak: select rule=net-pipe fix="first return from the loop where the call fails (spin/spin_test.go:39: nobody looks at its error), then t.Cleanup(func() { _ = b.Close() }) after spin/spin_test.go:35"
		buf := make([]byte, 8)
		for {
			b.Read(buf)
		}
	}()
	_ = a
}

func TestBreakLeavesTheSwitch(t *testing.T) {
	a, b := net.Pipe()
	go func() { // leak: select rule=net-pipe fix="first return from the loop where the call fails (spin/spin_test.go:49"
		for {
			_, err := b.Read(make([]byte, 8))
			switch {
			case err != nil:
				break
			}
		}
	}()
	_ = a
}

// The function that reads hands the error on; the loop is its caller's.
func one(c net.Conn) error {
	_, err := c.Read(make([]byte, 8))
	return err
}

func TestCallerGoesOn(t *testing.T) {
	a, b := net.Pipe()
	go func() { // leak: select rule=net-pipe fix="first return from the loop where the call fails (spin/spin_test.go:69), then"
		for {
			if err := one(b); err != nil {
				log.Print(err)
			}
		}
	}()
	_ = a
}

// These leave.

func TestAcceptReturns(t *testing.T) {
	l := listen(t)
	go func() { // leak: IO wait rule=accept-loop fix="t.Cleanup(func() { _ = l.Close() }) after spin/spin_test.go:80"
		for {
			conn, err := l.Accept()
			if errors.Is(err, net.ErrClosed) {
				return
			}
			if err != nil {
				continue
			}
			conn.Close()
		}
	}()
}

// The write fails then, too, and that leaves.
func TestAnotherCallLeaves(t *testing.T) {
	a, b := net.Pipe()
	go func() { // leak: select rule=net-pipe fix="t.Cleanup(func() { _ = b.Close() }) after spin/spin_test.go:97"
		buf := make([]byte, 8)
		for {
			n, err := b.Read(buf)
			if err != nil {
				log.Print(err)
			}
			if _, err := b.Write(buf[:n]); err != nil {
				break
			}
		}
	}()
	_ = a
}

func TestAcceptFailsTheTest(t *testing.T) {
	l := listen(t)
	go func() { // leak: IO wait rule=accept-loop fix="; and return on errors.Is(err, net.ErrClosed) before the error fails the test (spin/spin_test.go:116)"
		conn, err := l.Accept()
		if err != nil {
			t.Error(err)
			return
		}
		conn.Close()
	}()
}
