package good

import "testing"

func TestGood(t *testing.T) {
	go func() { select {} }() // leak: select (no cases)
}
