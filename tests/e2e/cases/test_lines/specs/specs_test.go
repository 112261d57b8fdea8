package specs

import (
	"testing"

	"example.com/test_lines/hub"
	"example.com/test_lines/internal/spec"
)

func TestSpecs(t *testing.T) {
	spec.Run(t)
}

var _ = spec.Describe("a hub", func() {
	var started bool
	spec.BeforeEach(func() {
		if !started {
			hub.Start()
			started = true
		}
	})

	spec.It("ends", func() {})

	spec.It("delivers each message", func() {
		hub.Start()
	})
})

var _ = spec.It("stands alone", func() {
	for range 2 {
		hub.Start()
	}
})
