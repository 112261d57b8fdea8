package testing

import (
	"bytes"
	_ "container/ring" // _early/early.go
	"runtime"
	"sync/atomic"
	"time"
	"unsafe"
)

// What the probe needs of the runtime and has no public way to. insertions.txt lists the source lines that must be
// there for this to hold; the link needs -ldflags=-checklinkname=0.

//go:linkname leakgateEarlyText container/ring.leakgateText
var leakgateEarlyText string

//go:linkname leakgateEarlyTaken container/ring.leakgateTaken
var leakgateEarlyTaken bool

//go:linkname leakgateNano runtime.nanotime
func leakgateNano() int64

// leakgateBubbleNano is leakgateNano, but the fake clock inside a synctest bubble.
//
//go:linkname leakgateBubbleNano time.runtimeNano
func leakgateBubbleNano() int64

// leakgateNextTimer is the time of leakgateNano at which the next timer of the process fires, a sleep included; far beyond
// any when none is pending.
//
//go:linkname leakgateNextTimer runtime.timeSleepUntil
func leakgateNextTimer() int64

// leakgateAwaitedTimer is leakgateNextTimer without what is nobody's: timers that were stopped, and soon the scavenger's.
func leakgateAwaitedTimer() int64 {
	leakgateKeepMemory()
	leakgateDropTimers()
	return leakgateNextTimer()
}

// leakgateDropTimers lets go of stopped timers. A processor keeps those that it was given until it next looks for work, which
// an idle one may not do for many rounds; one that is taken away hands on only what still runs (timers.take in runtime/time.go).
func leakgateDropTimers() {
	processors := runtime.GOMAXPROCS(1)
	time.Sleep(1) // the one that is left looks, too: a new timer makes it drop stopped ones (timers.cleanHead)
	runtime.GOMAXPROCS(processors)
}

// leakgatePhase is 0 while the collector does not mark.
//
//go:linkname leakgatePhase runtime.gcphase
var leakgatePhase uint32

// leakgateScavenge is how much memory the runtime keeps, in bytes; what is beyond that it gives back to the system in the
// background. Each collection sets it anew.
//
//go:linkname leakgateScavenge runtime.scavenge
var leakgateScavenge struct{ goal atomic.Uint64 }

// leakgateKeepMemory is called after a collection before the tests, which find the memory that they would have without it,
// and where nothing but the tests may have a timer.
func leakgateKeepMemory() { leakgateScavenge.goal.Store(^uint64(0)) }

//go:linkname leakgateArguments runtime.argslice
var leakgateArguments []string

// leakgateProgram is the first word of the command line.
func leakgateProgram() string {
	if len(leakgateArguments) == 0 {
		return ""
	}
	return leakgateArguments[0]
}

//go:linkname leakgateGetLabels runtime/pprof.runtime_getProfLabel
func leakgateGetLabels() unsafe.Pointer

//go:linkname leakgateSetLabels runtime/pprof.runtime_setProfLabel
func leakgateSetLabels(labels unsafe.Pointer)

// leakgateLabelSet is the layout behind the pointer of leakgateGetLabels.
type leakgateLabelSet struct {
	list []struct{ key, value string }
}

type leakgateDebugVariable struct {
	name     string
	value    *int32
	atomic   *int32
	fallback int32
}

//go:linkname leakgateDebugVariables runtime.dbgvars
var leakgateDebugVariables []*leakgateDebugVariable

// leakgateModuleHead is the first part of the runtime's moduledata: the symbol table of the program.
type leakgateModuleHead struct {
	header        unsafe.Pointer
	functionNames []byte
	_             []uint32
	_             []byte
	_             []byte
	functions     []byte // records that start with entry uint32, name int32
	table         []struct{ entry, record uint32 }
	_             uintptr
	first, last   uintptr // program counters
	text          uintptr // what entry counts from
}

//go:linkname leakgateModule runtime.firstmoduledata
var leakgateModule leakgateModuleHead

// leakgateInBubble tells whether the calling goroutine lives in a synctest bubble, whose clock starts in the year 2000.
func leakgateInBubble() bool {
	difference := leakgateBubbleNano() - leakgateNano()
	return difference > 1e9 || difference < -1e9
}

// leakgateDebug is the GODEBUG variable of that name as the runtime reads it, or nil. Set this way it is this process
// only: neither child processes nor os.Getenv("GODEBUG") see it.
func leakgateDebug(name string) *int32 {
	for _, variable := range leakgateDebugVariables {
		if variable.name == name {
			if variable.value != nil {
				return variable.value
			}
			return variable.atomic
		}
	}
	return nil
}

func leakgateSetDebug(variable *int32, value int32) {
	if variable != nil {
		atomic.StoreInt32(variable, value)
	}
}

// leakgateUnseen is the import path of a package of this binary whose goroutines Go takes for the runtime's, and so leaves out of
// dumps, profiles and counts; empty where there is none. That is decided by the name of the function that a goroutine starts
// with: everything that begins with "runtime." (isSystemGoroutine in runtime/traceback.go), so a module called
// `runtime.example.com/x` too. Names of package runtime itself have no slash before their type arguments or receiver.
func leakgateUnseen() string {
	for names := leakgateModule.functionNames; len(names) > 0; {
		end := bytes.IndexByte(names, 0)
		if end < 0 {
			end = len(names)
		}
		if end > len("runtime.") && string(names[:len("runtime.")]) == "runtime." {
			if path := leakgateImportPath(names[:end]); path != "" {
				return path
			}
		}
		names = names[min(end+1, len(names)):]
	}
	return ""
}

// leakgateImportPath is that of a function, where it has a slash.
func leakgateImportPath(function []byte) string {
	slash := -1
	for i, c := range function {
		if c == '[' || c == '(' {
			break
		}
		if c == '/' {
			slash = i
		}
	}
	if slash < 0 {
		return ""
	}
	path, _, _ := bytes.Cut(function[slash:], []byte{'.'})
	return string(function[:slash]) + string(path)
}
