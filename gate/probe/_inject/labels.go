package testing

import (
	"context"
	"runtime/pprof"
)

// leakgateLabelKey is the key of Go's own proposal for test labels (go.dev/issue/75047).
const leakgateLabelKey = "test.name"

// leakgateLabel sets the label of the calling goroutine and keeps the other labels that it inherited.
func leakgateLabel(name string) {
	pairs := []string{leakgateLabelKey, name}
	if inherited := (*leakgateLabelSet)(leakgateGetLabels()); inherited != nil {
		for _, label := range inherited.list {
			if label.key != leakgateLabelKey {
				pairs = append(pairs, label.key, label.value)
			}
		}
	}
	pprof.SetGoroutineLabels(pprof.WithLabels(context.Background(), pprof.Labels(pairs...)))
}
