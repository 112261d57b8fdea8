package testing

import (
	"crypto/sha256"
	"fmt"
	"hash"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"
)

// leakgateFile is the snapshot file (README, "The snapshot file"). It is opened for each write and closed again: while
// tests run the probe holds no descriptor that they could count, close or write to by accident.
type leakgateFile struct {
	mu      sync.Mutex
	waiting []byte // sections from before open, and while it holds
	holding bool
	part    string // path while it grows; empty: not opened
	dir     string
	hash    hash.Hash
	failure string // the first thing that went wrong; from then on nothing is written
	stdout  leakgateIdentity
	owner   string // import path of the package under test
}

// fail gives the file up: nothing is left behind, and the marker line carries the first reason.
func (f *leakgateFile) fail(reason string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.failLocked(reason)
}

func (f *leakgateFile) failLocked(reason string) {
	if f.failure != "" {
		return
	}
	f.failure = reason
	f.discardLocked()
}

// discard removes what was written; for processes that run no tests.
func (f *leakgateFile) discard() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.discardLocked()
}

func (f *leakgateFile) discardLocked() {
	f.waiting = nil
	if f.part != "" {
		_ = syscall.Unlink(f.part)
	}
}

// open makes the file and writes the sections that waited. Only once a test is about to run: -test.list and bad flags
// leave no file.
func (f *leakgateFile) open(dir, run string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.failure != "" || f.part != "" {
		return
	}
	f.dir = dir
	nonce := uint64(leakgateNano())
	own := leakgateRunFolder(dir, run)
	for {
		part := own + "/" + strconv.Itoa(syscall.Getpid()) + "." + strconv.FormatUint(nonce, 36) + ".part"
		if err := f.appendLocked(part, syscall.O_CREAT|syscall.O_EXCL, f.waiting); err != syscall.EEXIST {
			break
		}
		nonce++
	}
	f.waiting = nil
}

// leakgateRunFolder is where the processes of one run leave what is not a whole snapshot: beside thousands of snapshots the
// gate would have to look for it. Where it cannot be made, the file in it says why.
func leakgateRunFolder(dir, run string) string {
	own := dir + "/" + run
	_ = syscall.Mkdir(own, 0o777)
	return own
}

// broken tells that the file was given up.
func (f *leakgateFile) broken() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.failure != ""
}

// section appends one section.
func (f *leakgateFile) section(name string, content []byte) {
	f.sections(leakgateAppendSection(nil, name, content))
}

func leakgateAppendSection(to []byte, name string, content []byte) []byte {
	to = append(to, name...)
	to = append(to, ' ')
	to = strconv.AppendInt(to, int64(len(content)), 10)
	to = append(to, '\n')
	to = append(to, content...)
	return append(to, '\n')
}

// sections appends text that is already framed.
func (f *leakgateFile) sections(framed []byte) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.failure != "" {
		return
	}
	if f.part == "" || f.holding {
		f.waiting = append(f.waiting, framed...)
		return
	}
	_ = f.appendLocked(f.part, 0, framed)
}

// hold keeps what follows in memory until flush: opening the file for each section is most of what writing it costs.
func (f *leakgateFile) hold() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.holding = true
}

func (f *leakgateFile) flush() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.holding = false
	if f.part != "" && f.failure == "" && len(f.waiting) > 0 {
		_ = f.appendLocked(f.part, 0, f.waiting)
		f.waiting = nil
	}
}

// appendLocked writes to part, which from then on is the file. That there is one already is for the caller.
func (f *leakgateFile) appendLocked(part string, flags int, data []byte) error {
	err := leakgateAppend(part, flags, data)
	if err == syscall.EEXIST {
		return err
	}
	if f.hash == nil {
		f.hash = sha256.New()
	}
	f.part = part
	f.hash.Write(data)
	if err != nil {
		f.failLocked(part + ": cannot write, got " + strconv.Quote(err.Error()))
	}
	return err
}

// finish ends the file, gives it the name of its content and says so on standard output: the last act of the process.
func (f *leakgateFile) finish() {
	f.section("end", nil)
	f.flush()
	f.mu.Lock()
	defer f.mu.Unlock()
	word := "! " + f.failure
	if f.failure == "" {
		word = fmt.Sprintf("%x", f.hash.Sum(nil))
		if err := syscall.Rename(f.part, f.dir+"/"+word+".snapshot"); err != nil {
			f.failLocked(f.part + ": cannot rename, got " + strconv.Quote(err.Error()))
			word = "! " + f.failure
		} else {
			// For a reader whom the marker does not reach.
			done := strings.TrimSuffix(f.part, ".part") + ".done"
			_ = leakgateAppend(done, syscall.O_CREAT|syscall.O_EXCL, []byte(word+" "+f.owner+"\n"))
		}
	}
	f.stdout.say(word)
}

// leakgateAppend writes data to the end of path, whole or with an error.
func leakgateAppend(path string, flags int, data []byte) error {
	for {
		fd, err := syscall.Open(path, flags|syscall.O_WRONLY|syscall.O_APPEND|syscall.O_CLOEXEC, 0o666)
		if err == syscall.EINTR {
			continue
		}
		if err != nil {
			return err
		}
		err = leakgateWriteAll(func(b []byte) (int, error) { return syscall.Write(fd, b) }, data)
		if closed := syscall.Close(fd); err == nil {
			err = closed
		}
		return err
	}
}

// leakgateWriteAll calls write until data is out. Somebody may have made standard output non-blocking: then it waits
// for the reader, but not for ever.
func leakgateWriteAll(write func([]byte) (int, error), data []byte) error {
	for patience := 2000; len(data) > 0; {
		n, err := write(data)
		data = data[max(0, n):]
		switch {
		case err == syscall.EAGAIN && patience > 0:
			patience--
			time.Sleep(time.Millisecond)
		case err != nil && err != syscall.EINTR:
			return err
		}
	}
	return nil
}
