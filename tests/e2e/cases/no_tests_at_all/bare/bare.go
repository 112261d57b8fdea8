// Package bare has no tests.
package bare

// Answer is there to be compiled.
const Answer = 42
