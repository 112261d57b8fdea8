package tables

import (
	"testing"

	"example.com/test_lines/hub"
)

type test struct {
	name string
	run  func(*testing.T)
}

var tests = []test{{"one", first}, {"two", second}}

func first(t *testing.T) {
	t.Log("the line of this test is the next one")
	hub.Start()
}

func second(*testing.T) {
	hub.Start()
}

func TestTable(t *testing.T) {
	for _, test := range tests {
		t.Run(test.name, test.run)
	}
}

// A helper that takes t and runs a subtest of its own.
func each(t *testing.T, names ...string) {
	for _, name := range names {
		t.Run(name, func(t *testing.T) {
			start(t)
		})
	}
}

func start(t *testing.T) {
	t.Helper()
	ready := make(chan bool)
	go func() {
		hub.Start()
		close(ready)
	}()
	<-ready
}

func TestHelper(t *testing.T) {
	start(t)
}

func TestEach(t *testing.T) {
	each(t, "a")
}
