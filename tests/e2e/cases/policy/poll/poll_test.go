package poll

import (
	"testing"
	"time"
)

func TestPoll(t *testing.T) {
	go func() { time.Sleep(time.Hour) }() // leak: sleep as=allowed
	c := make(chan int)
	go func() { c <- 1 }() // leak: chan send rule=chan-send
}
