package channels

import "testing"

func TestChanSendLeak(t *testing.T) {
	answer := make(chan int)
	go func() { answer <- 1 }() // leak: chan send rule=chan-send
}

func TestChanSendClean(t *testing.T) {
	answer := make(chan int, 1)
	go func() { answer <- 1 }()
}
