package others

import (
	"iter"
	"slices"
	"testing"
)

func TestIterPullLeak(t *testing.T) {
	next, _ := iter.Pull(slices.Values([]int{1, 2})) // leak: coroutine by=at rule=iter-pull
	next()
}

func TestIterPullClean(t *testing.T) {
	next, stop := iter.Pull(slices.Values([]int{1, 2}))
	defer stop()
	next()
}
