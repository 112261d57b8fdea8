package selects

import "testing"

func TestSelectNoCasesLeak(t *testing.T) {
	go func() { select {} }() // leak: select (no cases) rule=select-no-cases
}

func TestSelectNoCasesClean(t *testing.T) {
	ctx := t.Context()
	go func() { <-ctx.Done() }()
}
