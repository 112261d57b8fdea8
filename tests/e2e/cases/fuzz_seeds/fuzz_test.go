package p

import "testing"

func FuzzParse(f *testing.F) {
	f.Add("good")
	f.Add("bad")
	f.Add("good too")
	f.Fuzz(func(t *testing.T, s string) {
		if s == "bad" {
			go func() { select {} }() // leak: select (no cases) test="FuzzParse/seed#1"
		}
	})
}
