package told

import "example.com/advice/queue"

type source interface {
	Read() (int, bool)
	Close()
}

type subscription struct{ from source }

// Subscribe hands out what only the subscription's own Close ends.
func Subscribe() *subscription {
	s := &subscription{queue.New()}
	go s.forward() // leak: chan receive test=TestSubscribe count=2 fix="Close() }) after told/reader_test.go:11; t.Cleanup(func() { " why="(*subscription).Close (told/reader.go:27) closes what it waits at"
	return s
}

func (s *subscription) forward() {
	for {
		if _, ok := s.from.Read(); !ok {
			return
		}
	}
}

func (s *subscription) Close() { s.from.Close() }
