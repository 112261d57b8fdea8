package watch

import (
	"testing"

	"github.com/fsnotify/fsnotify"
)

func TestWatcherLeak(t *testing.T) {
	watcher, err := fsnotify.NewWatcher() // leak: IO wait by=at rule=watcher
	if err != nil {
		t.Fatal(err)
	}
	if err := watcher.Add("."); err != nil {
		t.Fatal(err)
	}
}

func TestWatcherClean(t *testing.T) {
	watcher, err := fsnotify.NewWatcher()
	if err != nil {
		t.Fatal(err)
	}
	defer watcher.Close()
	if err := watcher.Add("."); err != nil {
		t.Fatal(err)
	}
}
