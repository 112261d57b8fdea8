package testing

import (
	"strconv"
	"strings"
)

// leakgateEpochPrefix and a hash of the import path name the variable that is part of the key of this package's cached
// result, and of no other's: it gets another value when its snapshot was lost. container/ring has taken all of them out
// of the environment (_early/early.go).
const leakgateEpochPrefix = "LEAKGATE_EPOCH_"

// leakgateEpochVariable hashes as the runner does (snapshot_store.cpp): FNV-1a.
func leakgateEpochVariable(importPath string) string {
	hash := uint64(14695981039346656037)
	for i := 0; i < len(importPath); i++ {
		hash = (hash ^ uint64(importPath[i])) * 1099511628211
	}
	digits := strconv.FormatUint(hash, 16)
	return leakgateEpochPrefix + strings.Repeat("0", 16-len(digits)) + digits
}
