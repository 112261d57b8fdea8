// Package spec runs functions that were put down before, each on a goroutine of its own.
package spec

import "testing"

var (
	before []func()
	specs  []func()
)

// Describe holds specs together.
func Describe(_ string, body func()) bool {
	body()
	return true
}

// It puts a spec down.
func It(_ string, body func()) bool {
	specs = append(specs, body)
	return true
}

// BeforeEach puts down what runs before each spec.
func BeforeEach(body func()) bool {
	before = append(before, body)
	return true
}

// Run runs them all.
func Run(t *testing.T) {
	for _, body := range specs {
		for _, first := range before {
			call(first)
		}
		call(body)
	}
}

func call(body func()) {
	done := make(chan bool)
	go func() {
		defer close(done)
		body()
	}()
	<-done
}
