// Labels with everything that Go quotes. Printed from Go 1.26 on, in another form from 1.27 on.
//
//golden:env GODEBUG=tracebacklabels=1
package main

import (
	"context"
	"os"
	"runtime/pprof"
	"time"
)

func block() { select {} }

func main() {
	for _, labels := range []pprof.LabelSet{
		pprof.Labels("test.name", "TestA"),
		pprof.Labels("test.name", "TestA/sub_b", "b", "2", "a", "1"),
		pprof.Labels("quoted key", "quoted \n\t\r value", "}]:", `]: {"x": "y"}, z`, `back\slash`, `"`),
		pprof.Labels("unicode", "größe 名前 \U0001F600", "bytes", "\x00\x1b[31m\x7f", "invalid", "\xff\xfe", "replacement", "\ufffd"),
		pprof.Labels("empty", "", "", "no key"),
	} {
		pprof.Do(context.Background(), labels, func(context.Context) { go block() })
	}
	time.Sleep(200 * time.Millisecond)
	out, err := os.Create(os.Args[1] + ".txt")
	if err != nil {
		panic(err)
	}
	pprof.Lookup("goroutine").WriteTo(out, 2)
}
