// Package late has goroutines that go on for a moment after their tests. Plain go test is over before they say
// anything; each of them ends by itself, so that nothing leaks.
package late

import (
	"fmt"
	"os"
	"runtime"
	"testing"
	"time"
)

const later = 200 * time.Millisecond

func after(f func()) {
	go func() {
		time.Sleep(later)
		f()
	}()
}

func TestLogs(t *testing.T)    { after(func() { t.Log("stopped") }) }
func TestLogfs(t *testing.T)   { after(func() { t.Logf("stopped %d", 1) }) }
func TestErrors(t *testing.T)  { after(func() { t.Error("stopped") }) }
func TestErrorfs(t *testing.T) { after(func() { t.Errorf("stopped %d", 1) }) }
func TestFails(t *testing.T)   { after(t.Fail) }
func TestFailNow(t *testing.T) { after(t.FailNow) }
func TestFatals(t *testing.T)  { after(func() { t.Fatal("stopped") }) }
func TestFatalfs(t *testing.T) { after(func() { t.Fatalf("stopped %d", 1) }) }
func TestSkips(t *testing.T)   { after(func() { t.Skip("stopped") }) }
func TestSkipfs(t *testing.T)  { after(func() { t.Skipf("stopped %d", 1) }) }
func TestSkipNow(t *testing.T) { after(t.SkipNow) }

func TestSub(t *testing.T) {
	t.Run("parallel", func(t *testing.T) {
		t.Parallel()
		after(func() { t.Error("stopped") })
	})
}

func TestPrints(t *testing.T) {
	after(func() {
		fmt.Println("stopped")
		fmt.Fprintln(os.Stderr, "stopped")
		println("stopped")
	})
}

func FuzzLogs(f *testing.F) {
	f.Add(1)
	f.Fuzz(func(t *testing.T, _ int) { after(func() { t.Error("stopped") }) })
}

type file struct{ t *testing.T }

// The collections after the tests run it.
func TestFinalizerLogs(t *testing.T) {
	for range 8 {
		runtime.SetFinalizer(&file{t}, func(f *file) { f.t.Error("stopped") })
	}
}
