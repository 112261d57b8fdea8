package selects

import "testing"

type stream struct{ values, errors chan int }

func (s *stream) next() int {
	select {
	case value := <-s.values:
		return value
	case err := <-s.errors:
		return err
	}
}

// Both channels are nil, which Go's dump does not tell from channels that nobody sends on.
func TestSelectNilLeak(t *testing.T) {
	s := &stream{}
	go s.next() // leak: select rule=select-once
}

func TestSelectNilClean(t *testing.T) {
	s := &stream{values: make(chan int)}
	go s.next()
	s.values <- 1
}
