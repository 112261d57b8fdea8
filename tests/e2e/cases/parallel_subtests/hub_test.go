package hub

import (
	"testing"
	"time"
)

func TestSubscribe(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"fast reader", "closed reader", "slow reader"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			time.Sleep(10 * time.Millisecond)
			h := &Hub{}
			c := h.Subscribe()
			if name != "slow reader" {
				Close(c)
			}
		})
	}
}

func TestUnrelated(t *testing.T) {
	t.Parallel()
	h := &Hub{}
	for range 2 {
		h.Subscribe() <- "once"
	}
}

func TestClean(t *testing.T) {
	t.Parallel()
	Close((&Hub{}).Subscribe())
	time.Sleep(20 * time.Millisecond)
}
