package p

import (
	"fmt"
	"testing"
)

func TestIt(t *testing.T) {
	t.Log(fmt.Sprintf("%d", "no number"))
}
