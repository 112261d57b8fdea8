package channels

import "testing"

// A producer that nothing ends, once its reader has gone.
func TestChanSendLoopLeak(t *testing.T) {
	numbers := make(chan int)
	go func() { // leak: chan send rule=chan-send-loop
		for n := 0; ; n++ {
			numbers <- n
		}
	}()
	<-numbers
}

// The same producer with an end.
func TestChanSendLoopClean(t *testing.T) {
	numbers, done := make(chan int), make(chan struct{})
	go func() {
		for n := 0; ; n++ {
			select {
			case numbers <- n:
			case <-done:
				return
			}
		}
	}()
	<-numbers
	close(done)
}
