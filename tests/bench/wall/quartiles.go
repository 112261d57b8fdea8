package main

import "slices"

// quartiles are the first, the median and the third.
func quartiles(values []float64) [3]float64 {
	all := slices.Sorted(slices.Values(values))
	return [3]float64{all[len(all)/4], all[len(all)/2], all[len(all)*3/4]}
}
