// Package native waits in C.
package native

// #include <unistd.h>
// static void wait_long(void) { sleep(30); }
import "C"

func wait() { C.wait_long() }
