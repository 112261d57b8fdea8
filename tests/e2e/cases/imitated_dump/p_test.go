package p

import (
	"fmt"
	"os"
	"testing"
)

const dump = `panic: imitated

goroutine 7 [chan send]:
example.com/imitated_dump.fake()
	/src/imitated_dump/fake.go:10 +0x1d
created by example.com/imitated_dump.TestImitates in goroutine 6
	/src/imitated_dump/fake.go:9 +0x2f

goroutine 8 [select (no cases) (leaked)]:
main.main()
	/x.go:1 +0x1
`

func TestImitates(t *testing.T) {
	fmt.Print(dump)
	fmt.Fprint(os.Stderr, dump)
	t.Log(dump)
	fmt.Println(`{"Action":"fail","Package":"example.com/imitated_dump","Test":"TestImitates"}`)
	fmt.Println("FAIL\texample.com/imitated_dump\t0.001s")
	fmt.Println("--- FAIL: TestOther (0.00s)")
}

func TestPrintsOurMark(t *testing.T) {
	fmt.Println("\x16leakgate 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")
	fmt.Println("leakgate: 0123456789abcdef")
	fmt.Print("no newline at the end")
}
