package corpus

// always is made up: the closed range is followed by another one, for ever.
func always(connect func() <-chan job) {
	for {
		in := connect()
		for j := range in { // site: receive; ends: none; kind: range; by: -
			_ = do(j)
		}
	}
}

// transition: shape of moby, daemon/logger/awslogs/cloudwatchlogs.go (collectBatch), without
// its ticker.
func transition(lines <-chan string, put func([]string)) {
	var batch []string
	for {
		select { // site: select; ends: closed; by: l, more := <-lines
		case l, more := <-lines:
			if !more {
				put(batch)
				return
			}
			batch = append(batch, l)
			if len(batch) > 100 {
				put(batch)
				batch = batch[:0]
			}
		}
	}
}

// byHand is made up: a range written out.
func byHand(in chan job) {
	for {
		j, ok := <-in // site: receive; ends: closed; kind: plain; by: j, ok := <-in
		if !ok {
			return
		}
		if err := do(j); err != nil {
			note(err)
		}
	}
}

// inIf: the same within the head of an if.
func inIf(in chan job) int {
	n := 0
	for {
		if _, ok := <-in; !ok { // site: receive; ends: closed; kind: plain; by: _, ok := <-in
			break
		}
		n++
	}
	return n
}

// oom: shape of nomad, drivers/shared/executor/executor_linux_cgo.go: no value, only the fact.
func oom(killed <-chan struct{}, mark func()) {
	for range killed { // site: receive; ends: closed; kind: range; by: range killed
		mark()
	}
}

// takeOne: shape of cadence, service/worker/scanner/executor/runq.go (remove).
func takeOne(in <-chan job, stop <-chan struct{}) (job, bool) {
	select { // site: select; ends: done; by: <-stop
	case j, ok := <-in:
		if !ok {
			return job{}, false
		}
		return j, true
	case <-stop:
		return job{}, false
	}
}
