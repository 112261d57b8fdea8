package broken

func Sum(a, b int) int { return a + b + missing }
