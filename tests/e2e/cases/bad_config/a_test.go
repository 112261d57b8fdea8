package bad_config

import "testing"

func TestA(t *testing.T) {}
