package panics

func Count(seen map[string]int) {
	seen["a"]++
}
