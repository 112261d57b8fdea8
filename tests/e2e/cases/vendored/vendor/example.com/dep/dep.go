// Package dep is somebody else's code.
package dep

// Start forgets a goroutine.
func Start() {
	c := make(chan int)
	go func() { // leak: chan send test=TestVendored at=p_test.go:9
		c <- 1
	}()
}
