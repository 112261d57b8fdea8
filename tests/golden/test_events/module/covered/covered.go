// Package covered has code and no tests: with -cover it passes without an ok line.
package covered

func Twice(n int) int { return 2 * n }
