package ginkgo_test

import (
	. "github.com/onsi/ginkgo/v2"
	. "github.com/onsi/gomega"

	"example.com/frameworks/hub"
)

var _ = Describe("a hub", func() {
	var h *hub.Hub

	BeforeEach(func() {
		h = hub.Start()
	})

	It("delivers each message", func() {
		Expect(h).NotTo(BeNil())
		hub.Start()
	})

	It("stops", func() {
		h.Stop()
	})

	DescribeTable("sizes", func(n int) {
		h.Stop()
		for range n {
			hub.Start()
		}
	},
		Entry("one", 1),
		Entry("none", 0),
	)
})
