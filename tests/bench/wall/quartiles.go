package main

import (
	"fmt"
	"slices"
)

func sorted(values []float64) []float64 {
	return slices.Sorted(slices.Values(values))
}

func middle(values []float64) float64 { return sorted(values)[len(values)/2] }

// quartiles shows the first, the median in bold and the third.
func quartiles(values []float64) string {
	all := sorted(values)
	return fmt.Sprintf("%.0f **%.0f** %.0f", all[len(all)/4], all[len(all)/2], all[len(all)*3/4])
}
