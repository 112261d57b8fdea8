package abandoned

import (
	"testing"
	"time"
)

func TestRun(t *testing.T) {
	go t.Run("sub", func(t *testing.T) { // leak: chan receive rule=subtest-run cause=select-no-cases fix="call Run without go"
		select {} // leak: select (no cases) test=TestRun/sub by=blocked
	})
	time.Sleep(20 * time.Millisecond)
}

func TestBenchmark(t *testing.T) {
	go testing.Benchmark(func(b *testing.B) { // leak: chan receive rule=subtest-run cause=select-no-cases
		select {} // leak: select (no cases) by=blocked
	})
	time.Sleep(20 * time.Millisecond)
}
