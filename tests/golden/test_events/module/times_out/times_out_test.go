package times_out

import "testing"

func TestQuick(t *testing.T) {}

func TestHangs(t *testing.T) {
	t.Run("sub", func(t *testing.T) { <-make(chan int) })
}
