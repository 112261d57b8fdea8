// Package inside keeps memory from a goroutine of its own, whose stack shows no test.
package inside

var kept [][]byte

type job struct {
	size int
	done chan struct{}
}

var jobs = make(chan job)

func init() { go serve() }

func serve() {
	for j := range jobs {
		if j.size > 0 {
			kept = append(kept, make([]byte, j.size)) // leak: none by=at count=0 tier=growing rule=heap-append test=TestThird leakers="TestThird:0"
		}
		close(j.done)
	}
}

func do(size int) {
	j := job{size, make(chan struct{})}
	jobs <- j
	<-j.done
}
