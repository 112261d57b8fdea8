package p

import "testing"

func TestAllocs(t *testing.T) {
	if n := testing.AllocsPerRun(100, func() {}); n != 0 {
		t.Fatalf("nothing allocates %v times", n)
	}
}

// What a go statement allocates is for the runtime to say; the gate must not add to it.
func TestAllocsOfGo(t *testing.T) {
	done := make(chan struct{})
	f := func() { done <- struct{}{} }
	n := testing.AllocsPerRun(1000, func() {
		go f()
		<-done
	})
	if n > 0 {
		t.Fatalf("a go statement allocates %v times", n)
	}
}

func BenchmarkNothing(b *testing.B) {
	b.ReportAllocs()
	for range b.N {
	}
}
