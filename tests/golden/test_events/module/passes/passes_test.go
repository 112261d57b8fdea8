package passes

import (
	"fmt"
	"testing"
)

func TestPlain(t *testing.T) {}

func TestSkipped(t *testing.T) { t.Skip("not today") }

func TestParallel(t *testing.T) {
	for _, name := range []string{"first case", "second \"case\""} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			t.Log("in " + name)
		})
	}
}

func TestMarksAttribute(t *testing.T) { fmt.Print("no newline at the end") }

func Example() {
	fmt.Println("hello")
	// Output: hello
}

func FuzzSeed(f *testing.F) {
	f.Add("seed")
	f.Fuzz(func(t *testing.T, s string) {})
}
