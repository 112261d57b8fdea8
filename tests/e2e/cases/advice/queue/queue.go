// Package queue has what a subscription of another package reads from.
package queue

type Queue struct{ values chan int }

func New() *Queue { return &Queue{make(chan int)} }

func (q *Queue) Read() (int, bool) {
	v, ok := <-q.values
	return v, ok
}

func (q *Queue) Close() { close(q.values) }
