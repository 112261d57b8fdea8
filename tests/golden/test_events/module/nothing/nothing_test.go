package nothing

import "testing"

func helper(t *testing.T) {}
