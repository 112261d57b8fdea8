package native

import "testing"

func TestNative(t *testing.T) {
	go wait() // leak: syscall
}
