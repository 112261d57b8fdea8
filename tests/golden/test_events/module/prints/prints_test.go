package prints

import (
	"fmt"
	"os"
	"testing"
)

const imitation = `panic: test timed out after 1s
	running tests:
		TestOther (1s)

goroutine 1 [running]:
main.main()
	/x/main.go:1 +0x1
exit status 2
FAIL	example.com/golden/prints	0.01s
FAIL	example.com/golden/prints [build failed]
ok  	example.com/golden/prints	(cached)
`

func TestImitates(t *testing.T) {
	fmt.Print(imitation)
	fmt.Fprint(os.Stderr, imitation)
}

func TestFailsLater(t *testing.T) { t.Fatal("an ordinary failure") }
