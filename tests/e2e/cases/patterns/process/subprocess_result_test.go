package process

import "testing"

// The watcher of a killed program hands the result to Wait.
func TestSubprocessResultLeak(t *testing.T) {
	_, stdin := start(t, t.Context()) // leak: chan send by=at rule=subprocess-result why="nobody calls cmd.Wait()"
	open = append(open, stdin)
}

func TestSubprocessResultClean(t *testing.T) {
	cmd, stdin := start(t, t.Context())
	open = append(open, stdin)
	t.Cleanup(func() { _ = cmd.Wait() })
}
