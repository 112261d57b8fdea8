package p

// Half has one branch that the test takes.
func Half(b bool) int {
	if b {
		return forget()
	}
	x := 1
	return x
}

func forget() int {
	c, started := make(chan int), make(chan int)
	go func() { // leak: chan send test=TestHalf
		close(started)
		c <- 1
	}()
	<-started
	return 2
}

func never() int {
	x := 1
	return x
}
