// Package events has loops that wait for the system.
package events

import "syscall"

type Poller struct{ fd int }

func NewPoller() *Poller {
	fd, _ := syscall.EpollCreate1(0)
	p := &Poller{fd}
	go p.wait() // leak: syscall rule=event-loop test=TestPoller fix="t.Cleanup(func() { _ = p.Close() }) after events/events_test.go:10, as far as (*Poller).Close (events/events.go:24) ends it"
	return p
}

func (p *Poller) wait() {
	events := make([]syscall.EpollEvent, 8)
	for {
		if _, err := syscall.EpollWait(p.fd, events, -1); err != nil && err != syscall.EINTR {
			return
		}
	}
}

func (p *Poller) Close() error { return syscall.Close(p.fd) }
