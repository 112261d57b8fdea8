package orders

import (
	"fmt"
	"testing"
	"time"
)

func watch(updates chan int) {
	go func() { // leak: chan receive test=TestSubscribe/order0 count=8
		for range updates {
		}
	}()
}

func work(n int) {
	done := make(chan bool)
	for i := 0; i < n; i++ {
		go func() { time.Sleep(120 * time.Millisecond); done <- true }()
	}
	for i := 0; i < n; i++ {
		<-done
	}
}

func TestImport(t *testing.T) {
	for i := 0; i < 4; i++ {
		work(3 + 2*i)
	}
}

func TestReserve(t *testing.T) {
	for _, name := range []string{"lamp", "desk"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			work(6)
			work(4)
		})
	}
}

func TestSubscribe(t *testing.T) {
	for i := 0; i < 8; i++ {
		t.Run(fmt.Sprint("order", i), func(t *testing.T) {
			watch(make(chan int))
			time.Sleep(110 * time.Millisecond)
		})
	}
}

func TestShip(t *testing.T) {
	work(8)
	work(5)
}
