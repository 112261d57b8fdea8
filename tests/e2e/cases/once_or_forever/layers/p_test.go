// Package layers starts two functions through a helper with a helper of its own: two leaks.
package layers

import (
	"testing"
	"time"
)

func guard(name string, run func()) {
	defer func() { _ = recover() }()
	run() // for example the mailer
}

func start(run func()) {
	go func() { guard("job", run) }() // leak: sleep tier=growing test=TestMailer // leak: chan receive tier=growing test=TestJanitor
}

type mailer struct{}

func (mailer) run() {
	for {
		time.Sleep(30 * time.Millisecond)
	}
}

type janitor struct{}

func (janitor) run() {
	for {
		<-time.After(20 * time.Millisecond)
	}
}

func TestMailer(t *testing.T)  { start(mailer{}.run) }
func TestJanitor(t *testing.T) { start(janitor{}.run) }
