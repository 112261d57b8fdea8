//go:build unix

package testing

import "syscall"

func leakgateIdentify(fd int) leakgateIdentity {
	var stat syscall.Stat_t
	if syscall.Fstat(fd, &stat) != nil {
		return leakgateIdentity{}
	}
	return leakgateIdentity{true, uint64(stat.Dev), uint64(stat.Ino)}
}

func leakgateWrite(fd int, b []byte) (int, error) { return syscall.Write(fd, b) }

func leakgateAlive(process int) bool { return syscall.Kill(process, 0) == nil }

func leakgateReadlink(path string, to []byte) int {
	n, _ := syscall.Readlink(path, to)
	return n
}
