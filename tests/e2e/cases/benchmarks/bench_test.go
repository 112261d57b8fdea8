package p

import "testing"

func BenchmarkLeaks(b *testing.B) {
	for range b.N {
		go func() { select {} }() // leak: select (no cases) count=any phase=benchmark
	}
}

func BenchmarkClean(b *testing.B) {
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			done := make(chan struct{})
			go func() { close(done) }()
			<-done
		}
	})
}
