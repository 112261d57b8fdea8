package testing

import (
	"strconv"
	"strings"
	"syscall"
)

// leakgateVariable holds lines of key=value.
const leakgateVariable = "LEAKGATE_PROBE"

// leakgateKeyVariable is read through Go's test log, and for that alone: its value becomes part of the key under which
// the go command keeps the result. A result is replayed only where its snapshot can still stand for the run.
const leakgateKeyVariable = "LEAKGATE_CACHE_KEY"

type leakgateOptions struct {
	dir       string // where the finished snapshot goes
	run       string // id of the leakgate run
	settle    int64  // nanoseconds to wait for goroutines to end
	limit     int64  // goroutines up to which dump and proof are taken
	proof     string // auto, on, off
	ancestors int64  // depth, 0: off
	sample    int64  // nanoseconds between samples, 0: off
	rounds    int64  // how many rounds are recorded
}

// leakgateTakeVariable reads the variable and removes it, so that child processes are not probed. syscall and not
// os: os.Getenv is logged as an input of Go's test cache.
func leakgateTakeVariable() (string, bool) {
	text, ok := syscall.Getenv(leakgateVariable)
	if ok {
		_ = syscall.Unsetenv(leakgateVariable)
		_ = syscall.Unsetenv(leakgateKeyVariable)
		leakgateDropEpochs()
	}
	return text, ok
}

// parse reads text and returns what is wrong with it, or nothing.
func (o *leakgateOptions) parse(text string) string {
	settle, sample := int64(2000), int64(100)
	*o = leakgateOptions{limit: 10000, proof: "auto", ancestors: 10, rounds: 64}
	numbers := map[string]*int64{
		"settle_ms": &settle, "limit": &o.limit, "ancestors": &o.ancestors, "sample_ms": &sample, "rounds": &o.rounds,
	}
	for _, line := range strings.Split(text, "\n") {
		if line == "" {
			continue
		}
		key, value, _ := strings.Cut(line, "=")
		switch key {
		case "dir":
			o.dir = value
		case "run":
			o.run = value
		case "proof":
			o.proof = value
		default:
			number, known := numbers[key]
			if !known {
				return leakgateVariable + ": unknown option, got " + strconv.Quote(line)
			}
			parsed, err := strconv.ParseInt(value, 10, 32)
			if err != nil || parsed < 0 {
				return leakgateVariable + ": not a number, got " + strconv.Quote(line)
			}
			*number = parsed
		}
	}
	o.settle, o.sample = settle*1e6, sample*1e6
	if o.dir == "" || o.run == "" {
		return leakgateVariable + ": dir and run are needed, got " + strconv.Quote(text)
	}
	if o.proof != "auto" && o.proof != "on" && o.proof != "off" {
		return leakgateVariable + ": proof is auto, on or off, got " + strconv.Quote(o.proof)
	}
	return ""
}

// canonical is equal for two runs exactly when their snapshots can stand for each other.
func (o *leakgateOptions) canonical() string {
	number := func(n int64) string { return strconv.FormatInt(n, 10) }
	return "ancestors=" + number(o.ancestors) + " limit=" + number(o.limit) + " proof=" + o.proof +
		" rounds=" + number(o.rounds) + " sample_ms=" + number(o.sample/1e6) + " settle_ms=" + number(o.settle/1e6)
}
