// Package ring: this file is leakgate's. container/ring imports nothing and few import it, so that its init runs
// before all code that could look at the environment: what the gate has put there is taken out before anybody sees
// it. Package testing, which holds the rest of the probe, comes too late for that: packages that do not import it and
// sort before it are initialised first.
package ring

import "unsafe"

// leakgateText is the value of LEAKGATE_PROBE; package testing reads it.
var (
	leakgateText  string
	leakgateTaken bool
)

//go:linkname leakgateEnvironment runtime.envs
var leakgateEnvironment []string

//go:linkname leakgateArguments runtime.argslice
var leakgateArguments []string

// What the system gave the process: a list of pointers to the arguments, nil, and one to the environment, nil.
//
//go:linkname leakgateArgumentCount runtime.argc
var leakgateArgumentCount int32

//go:linkname leakgateArgumentBlock runtime.argv
var leakgateArgumentBlock **byte

// leakgateTestBinary is "1" in a test binary. A program that merely links this package leaves everything alone.
//
//go:linkname leakgateTestBinary testing.testBinary
var leakgateTestBinary string

// The two functions change the environment of C, where the program has one.
//
//go:linkname leakgateUnsetC syscall.runtimeUnsetenv
func leakgateUnsetC(name string)

//go:linkname leakgateSetC syscall.runtimeSetenv
func leakgateSetC(name, value string)

func init() {
	if leakgateTestBinary != "1" {
		return
	}
	leakgateText, leakgateTaken = leakgateTake("LEAKGATE_PROBE")
	if !leakgateTaken {
		return
	}
	leakgateTake("LEAKGATE_CACHE_KEY")
	leakgateTake("LEAKGATE_VERBOSE")
	leakgateTakeAll("LEAKGATE_EPOCH_")
	for rest := leakgateText; rest != ""; {
		var line string
		line, rest, _ = leakgateCut(rest, '\n')
		key, value, _ := leakgateCut(line, '=')
		name, setting, _ := leakgateCut(value, '=')
		switch key {
		case "set":
			leakgateSet(name, setting)
		case "unset":
			leakgateUnset(name)
		case "path":
			leakgatePath(name, setting)
		case "hide":
			leakgateHide(value, "")
		case "verbose":
			leakgateHide(value, "-test.v=true")
		}
	}
}

// leakgateTake returns a variable and removes it, also from the memory that the system has put it into, which
// /proc/self/environ shows.
func leakgateTake(name string) (value string, found bool) {
	for i, entry := range leakgateEnvironment {
		key, text, _ := leakgateCut(entry, '=')
		if key != name {
			continue
		}
		value = text
		leakgateEnvironment = append(leakgateEnvironment[:i], leakgateEnvironment[i+1:]...)
		original := leakgateOriginal(entry)
		leakgateUnsetC(name) // moves what stands behind it
		clear(original)
		return value, true
	}
	return "", false
}

// leakgateTakeAll removes the variables whose names start so.
func leakgateTakeAll(prefix string) {
	for i := 0; i < len(leakgateEnvironment); {
		entry := leakgateEnvironment[i]
		if len(entry) < len(prefix) || entry[:len(prefix)] != prefix {
			i++
			continue
		}
		name, _, _ := leakgateCut(entry, '=')
		leakgateTake(name)
	}
}

// leakgateOriginal is where the system has put an entry, behind the arguments. nil where that is not known.
func leakgateOriginal(entry string) []byte {
	if leakgateArgumentBlock == nil {
		return nil
	}
	const word = unsafe.Sizeof(uintptr(0))
	at := unsafe.Add(unsafe.Pointer(leakgateArgumentBlock), (uintptr(leakgateArgumentCount)+1)*word)
	for ; *(**byte)(at) != nil; at = unsafe.Add(at, word) {
		original := unsafe.Slice(*(**byte)(at), len(entry)+1)
		if leakgateIs(original, entry) {
			return original
		}
	}
	return nil
}

// leakgateIs tells whether memory holds text and its end. It stops at the first other byte, and so at the end of
// what is there.
func leakgateIs(memory []byte, text string) bool {
	for i := range len(text) {
		if memory[i] != text[i] {
			return false
		}
	}
	return memory[len(text)] == 0
}

func leakgateUnset(name string) {
	for i, entry := range leakgateEnvironment {
		if key, _, _ := leakgateCut(entry, '='); key == name {
			leakgateEnvironment = append(leakgateEnvironment[:i], leakgateEnvironment[i+1:]...)
			leakgateUnsetC(name)
			return
		}
	}
}

func leakgateSet(name, value string) {
	leakgateSetC(name, value)
	for i, entry := range leakgateEnvironment {
		if key, _, _ := leakgateCut(entry, '='); key == name {
			leakgateEnvironment[i] = name + "=" + value
			return
		}
	}
	leakgateEnvironment = append(leakgateEnvironment, name+"="+value)
}

// leakgatePath replaces the first folder of PATH, which the go command has put there.
func leakgatePath(from, to string) {
	for _, entry := range leakgateEnvironment {
		name, value, _ := leakgateCut(entry, '=')
		if name != "PATH" {
			continue
		}
		if first, rest, more := leakgateCut(value, ':'); first == from && more {
			leakgateSet("PATH", to+":"+rest)
		}
		return
	}
}

// leakgateHide takes an argument away, for os.Args and for package flag, or puts another one in its place.
func leakgateHide(argument, instead string) {
	for i, other := range leakgateArguments {
		if other != argument {
			continue
		}
		if instead != "" {
			leakgateArguments[i] = instead
		} else {
			leakgateArguments = append(leakgateArguments[:i], leakgateArguments[i+1:]...)
		}
		return
	}
}

func leakgateCut(text string, at byte) (before, after string, found bool) {
	for i := range len(text) {
		if text[i] == at {
			return text[:i], text[i+1:], true
		}
	}
	return text, "", false
}
