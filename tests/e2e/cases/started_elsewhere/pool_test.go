package pool_test

import (
	"testing"
	"time"

	pool "example.com/started_elsewhere"
)

func TestGeneric(t *testing.T) {
	t.Parallel()
	t.Run("int", func(t *testing.T) {
		t.Parallel()
		pool.New[int]()
	})
	t.Run("string", func(t *testing.T) {
		pool.New[string]()
	})
}

func TestDependency(t *testing.T) {
	t.Parallel()
	time.Sleep(time.Millisecond)
	pool.Watch(make(chan int))
}

func TestDeep(t *testing.T) {
	t.Parallel()
	pool.Deep(4)
	time.Sleep(10 * time.Millisecond)
}
