package testing

import (
	"strings"
	"time"
)

// The descriptors that a process starts with.
const (
	leakgateStdout = 1
	leakgateStderr = 2
)

// leakgateDescriptors bounds the search for standard output among the descriptors of the process.
const leakgateDescriptors = 256

// leakgateStartPoller lets the runtime open the descriptors of its poller now, before a profile opens a file for a
// moment: they get the numbers that they get without the gate, where the timer of the test time-out is the first to
// want them. With one of these flags package testing opens a file before that. Without a time-out there is no such timer,
// and a stopped one would keep the runtime from seeing a deadlock: it is not taken out at once.
func leakgateStartPoller() {
	if !leakgateHasTimeout() {
		return
	}
	for _, argument := range leakgateArguments {
		for _, flag := range []string{"testlogfile", "cpuprofile", "trace"} {
			if strings.HasPrefix(argument, "-test."+flag+"=") {
				return
			}
		}
	}
	time.AfterFunc(time.Hour, leakgateNothing).Stop()
}

func leakgateHasTimeout() bool {
	for _, argument := range leakgateArguments {
		if value, found := strings.CutPrefix(argument, "-test.timeout="); found && value != "0" && value != "0s" {
			return true
		}
	}
	return false
}

// leakgateIdentity is what a descriptor led to when the process started. Tests close standard output and put files in
// its place: a marker must not get into those, and shall arrive all the same.
type leakgateIdentity struct {
	known          bool
	device, number uint64
}

// descriptor is one that leads where standard output led at the start: 1 itself, 2 (the go command gives both the same
// pipe) or a copy that somebody has made. -1 where there is none left.
func (i leakgateIdentity) descriptor() int {
	if !i.known {
		return leakgateStdout
	}
	for _, fd := range []int{leakgateStdout, leakgateStderr} {
		if leakgateIdentify(fd) == i {
			return fd
		}
	}
	for fd := leakgateStderr + 1; fd < leakgateDescriptors; fd++ {
		if leakgateIdentify(fd) == i {
			return fd
		}
	}
	return -1
}

// say writes one marker line.
func (i leakgateIdentity) say(word string) {
	fd := i.descriptor()
	if fd < 0 {
		return
	}
	write := func(b []byte) (int, error) { return leakgateWrite(fd, b) }
	_ = leakgateWriteAll(write, []byte("\x01leakgate "+word+"\n"))
}
