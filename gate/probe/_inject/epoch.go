package testing

import (
	"strconv"
	"strings"
)

// leakgateEpochPrefix and a hash of the import path name the variable that is part of the key of this package's cached
// result, and of no other's: it gets another value when its snapshot was lost. container/ring has taken all of them out
// of the environment (_early/early.go).
const leakgateEpochPrefix = "LEAKGATE_EPOCH_"

// leakgateEpochVariable is the name of that variable.
func leakgateEpochVariable(importPath string) string {
	digits := strconv.FormatUint(leakgateHash(leakgateHashStart, importPath), 16)
	return leakgateEpochPrefix + strings.Repeat("0", 16-len(digits)) + digits
}
