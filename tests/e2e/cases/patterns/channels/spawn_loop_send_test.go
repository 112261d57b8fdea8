package channels

import "testing"

// fastest asks all and takes the first answer.
func fastest(room int) int {
	answers := make(chan int, room)
	for i := range 4 {
		go func() { answers <- i }() // leak: chan send rule=spawn-loop-send test=TestSpawnLoopSendLeak count=3
	}
	return <-answers
}

func TestSpawnLoopSendLeak(t *testing.T) { fastest(0) }

func TestSpawnLoopSendClean(t *testing.T) { fastest(4) }
