package stuck

import (
	"testing"
	"time"
)

func wait() {
	time.Sleep(time.Hour)
}

func TestStuck(t *testing.T) {
	t.Run("inner", func(t *testing.T) { wait() })
}
