package p

import "testing"

func BenchmarkSub(b *testing.B) {
	b.Run("leaks", func(b *testing.B) {
		for b.Loop() {
			go func() { select {} }() // leak: select (no cases) test="BenchmarkSub/leaks" count=any
		}
	})
	b.Run("clean", func(b *testing.B) {
		for b.Loop() {
			done := make(chan struct{})
			go func() { close(done) }()
			<-done
		}
	})
}
