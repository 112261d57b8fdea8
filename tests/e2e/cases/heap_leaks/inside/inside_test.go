package inside

import "testing"

func TestFirst(t *testing.T)  { do(0) }
func TestSecond(t *testing.T) { do(0) }
func TestFourth(t *testing.T) { do(0) }

func TestThird(t *testing.T) {
	for range 20 {
		do(64 << 10)
	}
}
