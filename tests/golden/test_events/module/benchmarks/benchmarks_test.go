package benchmarks

import "testing"

func TestGood(t *testing.T) {}

func BenchmarkLoop(b *testing.B) {
	for b.Loop() {
	}
}

func BenchmarkLogs(b *testing.B) {
	b.Log("logged")
	b.Run("sub", func(b *testing.B) {
		for b.Loop() {
		}
	})
}
