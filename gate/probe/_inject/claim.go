package testing

import (
	"strconv"
	"syscall"
)

// leakgateClaim tells whether this process is the one that the go command started. A child that runs the same binary in
// an environment which somebody has kept (the -exec wrapper, C code that ran before Go) carries the variable too. The
// first process of a binary leaves a file with its id; while it lives, all others are its children.
func leakgateClaim(dir, run string) bool {
	path := leakgateRunFolder(dir, run) + "/" + strconv.FormatUint(leakgateBinary(), 36) + ".claim"
	own := strconv.Itoa(syscall.Getpid())
	if leakgateAppend(path, syscall.O_CREAT|syscall.O_EXCL, []byte(own+"\n")) == nil {
		return true
	}
	holder := leakgateClaimHolder(path)
	if holder == 0 || !leakgateAlive(holder) {
		// Nobody, or one that has ended: a wrapper that runs the binary once more.
		_ = leakgateAppend(path, 0, []byte(own+"\n"))
		return true
	}
	return holder == syscall.Getpid()
}

// leakgateClaimHolder is the process that has claimed last, or 0.
func leakgateClaimHolder(path string) int {
	fd, err := syscall.Open(path, syscall.O_RDONLY|syscall.O_CLOEXEC, 0)
	if err != nil {
		return 0
	}
	var buffer [4096]byte
	n, _ := syscall.Read(fd, buffer[:])
	_ = syscall.Close(fd)
	holder, number := 0, 0
	for _, c := range buffer[:max(0, n)] {
		if c == '\n' {
			holder, number = number, 0
		} else {
			number = number*10 + int(c-'0')
		}
	}
	return holder
}

// leakgateBinary is a number for the file of this program.
func leakgateBinary() uint64 {
	path := make([]byte, 4096)
	n := leakgateReadlink("/proc/self/exe", path)
	if n <= 0 {
		n = copy(path, leakgateProgram())
	}
	return leakgateHash(leakgateHashStart, path[:n])
}
