// Package torn keeps what its tests open until the last of them has ended; what is filled once makes it run again.
package torn

import (
	"os"
	"testing"
)

var (
	opened []*[64 << 10]byte
	table  *[4 << 20]byte
)

func open() { opened = append(opened, new([64 << 10]byte)) }

func TestOpens(t *testing.T) {
	if table == nil {
		table = new([4 << 20]byte)
	}
	for range 20 {
		open()
	}
}

func TestOpensInAnother(t *testing.T) {
	t.Parallel()
	t.Run("inner", func(t *testing.T) { open() })
}

func TestMain(m *testing.M) {
	code := m.Run()
	opened = nil
	os.Exit(code)
}
