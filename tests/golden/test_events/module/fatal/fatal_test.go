package fatal

import "testing"

func TestDeadlock(t *testing.T) {
	m := map[int]int{}
	for i := 0; i < 4; i++ {
		go func() {
			for {
				m[1]++
			}
		}()
	}
	select {}
}
