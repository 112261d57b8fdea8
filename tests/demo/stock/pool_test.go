package stock

import (
	"context"
	"testing"
	"time"
)

func has(count int) Warehouse {
	return func(context.Context, string) (int, error) { return count, nil }
}

func slow(count int) Warehouse {
	return func(context.Context, string) (int, error) {
		time.Sleep(5 * time.Millisecond)
		return count, nil
	}
}

func broken(context.Context, string) (int, error) { return 0, ErrUnknown }

func TestTotal(t *testing.T) {
	t.Parallel()
	total, err := Total(t.Context(), "lamp", []Warehouse{has(1), slow(2), has(3)})
	if err != nil || total != 6 {
		t.Errorf("got %d, %v", total, err)
	}
}

func TestTotalFails(t *testing.T) {
	t.Parallel()
	_, err := Total(t.Context(), "lamp", []Warehouse{broken, slow(1), slow(2), slow(3)})
	if err != ErrUnknown {
		t.Errorf("got %v", err)
	}
}
