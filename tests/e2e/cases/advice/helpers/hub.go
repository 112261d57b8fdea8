// Package helpers has what is made by helpers of tests.
package helpers

type Hub struct{ quit chan bool }

func New() *Hub {
	h := &Hub{make(chan bool)}
	go h.run() // leak: chan receive rule=chan-closer test=TestOne leakers="TestOne:1 TestOwn:1 TestRegister:1 TestTwo:1" count=4 fix="tb.Cleanup(func() { h.Close() }) after helpers/helpers_test.go:6; t.Cleanup(func() { h.Close() }) after helpers/helpers_test.go:21; at helpers/helpers_test.go:25 the test does not hold it: Register would have to hand it out"
	return h
}

func (h *Hub) run()   { <-h.quit }
func (h *Hub) Close() { close(h.quit) }

// Register keeps its hub to itself.
func Register() { New() }
