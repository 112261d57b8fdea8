package finalizes

import (
	"runtime"
	"testing"
)

type file struct{ name *string }

func TestFinalizerPanics(t *testing.T) {
	for range 8 {
		runtime.SetFinalizer(&file{new(string)}, func(*file) {
			panic("closed twice") // leak: running rule=outlived count=0 by=blocked
		})
	}
}
