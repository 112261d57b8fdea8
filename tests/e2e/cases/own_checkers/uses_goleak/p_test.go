package p

import (
	"strings"
	"testing"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func TestNone(t *testing.T) {
	defer goleak.VerifyNone(t)
	done := make(chan struct{})
	go func() { close(done) }()
	<-done
}

func TestMany(t *testing.T) {
	for range 50 {
		if err := goleak.Find(); err != nil {
			t.Fatal(err)
		}
	}
}

func TestFinds(t *testing.T) {
	c := make(chan int)
	var deep func(int)
	deep = func(n int) {
		if n > 0 {
			go deep(n - 1)
			return
		}
		<-c
	}
	deep(3)
	err := goleak.Find()
	if err == nil || strings.Count(err.Error(), "in state chan receive,") != 1 {
		t.Fatalf("goleak must see one leak: %v", err)
	}
	close(c)
}
