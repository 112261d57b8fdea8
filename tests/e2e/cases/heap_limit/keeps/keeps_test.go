package keeps

import "testing"

var kept []byte

func TestKeeps(t *testing.T) { kept = make([]byte, 16<<20) }
