// Package a is used by the other module.
package a

// Start forgets a goroutine.
func Start() {
	c := make(chan int)
	go func() { // leak: chan send test=TestA
		c <- 1
	}()
}

// Wait forgets another.
func Wait() {
	c := make(chan int)
	go func() { // leak: chan receive test=TestB
		<-c
	}()
}
