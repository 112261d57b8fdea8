package xsync

import (
	"testing"

	"golang.org/x/sync/errgroup"
)

// nested starts a function of the group from inside of another one.
func nested(limit int) {
	var group errgroup.Group
	group.SetLimit(limit)
	group.Go(func() error {
		group.Go(func() error { return nil })
		return nil
	})
}

func TestErrgroupLimitLeak(t *testing.T) {
	nested(1) // leak: chan send by=at rule=errgroup-limit
}

func TestErrgroupLimitClean(t *testing.T) {
	nested(2)
}
