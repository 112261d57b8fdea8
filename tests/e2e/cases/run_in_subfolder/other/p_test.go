package other

import "testing"

func TestOther(t *testing.T) { t.Fatal("was not asked for") }
