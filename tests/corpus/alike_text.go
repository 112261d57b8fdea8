package corpus

import (
	"context"
	"strings"
	"time"
)

// Comments and strings that hold what the code does not. All made up, but for forEver.

// commented: the way out has been commented out.
func commented(ctx context.Context, in <-chan job) {
	_ = ctx
	for {
		select { // site: select; ends: none; by: -
		// case <-ctx.Done():
		//	return
		case j := <-in:
			_ = do(j)
			/* case <-ctx.Done():
			return */
		}
	}
}

// usage: code within a text.
func usage(stop <-chan struct{}, lines <-chan string, show func(string)) {
	for {
		select { // site: select; ends: none; by: -
		case l := <-lines:
			if l == "help" {
				show(`
	select {
	case <-ctx.Done():
		return
	case <-stop:
		return
	}
`)
			}
		case <-stop:
			show("case <-stop: return")
		}
	}
}

// braces: brackets in texts and runes must not be counted.
func braces(done <-chan struct{}, in <-chan string, show func(...any)) {
	for {
		select { // site: select; ends: done; by: <-done
		case s := <-in:
			if strings.ContainsRune(s, '{') || strings.HasSuffix(s, "}}") {
				show("}", '}', `}`)
			}
		case <-done:
			show("} // return")
			return // not "continue"
		}
	}
}

// addresses: a // within a text is no comment.
func addresses(ctx context.Context, in <-chan string, get func(string) error) error {
	for {
		select { // site: select; ends: context; by: <-ctx.Done()
		case s := <-in:
			if err := get("http://" + s); err != nil {
				note("http://"+s, err)
			}
		case <-ctx.Done():
			note("http://", "/* gone")
			return ctx.Err() // */
		}
	}
}

// saysReturn: only the text says return.
func saysReturn(done <-chan struct{}) {
	t := time.NewTicker(time.Second)
	for {
		select { // site: select; ends: tick; by: -
		case <-done: // return
			note("return")
		case <-t.C: // break
		}
	}
}

// oldSend: a send in a comment and one in a text beside the real one.
func oldSend(out chan<- string, sem chan struct{}) {
	// sem <- struct{}{} was here, and <-sem at the end.
	_ = sem
	out <- "sem <- struct{}{}" // site: send; ends: value; kind: plain; by: out <- "sem <- struct{}{}"
}

// forEver blocks: shape of golang/sync, singleflight: no case at all.
func forEver() {
	note("waiting for nothing: <-ctx.Done()")
	select {} // site: select; ends: none; by: -; seen: nothing known
}
