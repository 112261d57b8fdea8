package started

import "testing"

func TestWatched(t *testing.T) { newWatcher(Settings{Watch: true}) }
func TestRunner(t *testing.T)  { newRunner() }
func TestOther(t *testing.T)   { newOther(&watcher{}) }
