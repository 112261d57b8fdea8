//go:build !unix

package testing

import "syscall"

func leakgateIdentify(int) leakgateIdentity { return leakgateIdentity{} }

func leakgateWrite(_ int, b []byte) (int, error) { return syscall.Write(syscall.Stdout, b) }

// leakgateAlive lets every process be the first: a child that was handed the variable is probed.
func leakgateAlive(int) bool { return false }

func leakgateReadlink(string, []byte) int { return -1 }
