package main

import "testing"

func TestWhichContextIsInScope(t *testing.T) {
	for source, want := range map[string]string{
		"func f(ctx context.Context) { select {} /*here*/ }":                                                         "ctx",
		"func f(c context.Context) { go func() { select {} /*here*/ }() }":                                           "c",
		"func f() { ctx, cancel := context.WithCancel(context.Background())\n defer cancel()\n select {} /*here*/ }": "ctx",
		"func f() { go func() { ctx := context.TODO()\n _ = ctx }()\n select {} /*here*/ }":                          "",
		"func TestX(t *testing.T) { go func() { select {} /*here*/ }() }":                                            "t.Context()",
		"type H struct{ ctx context.Context }\nfunc (h *H) run() { select {} /*here*/ }":                             "h.ctx of H",
		"type H struct{ n int }\nfunc (h *H) run() { go func() { select {} /*here*/ }() }":                           " of H",
		"func f(n int) { select {} /*here*/ }":                                                                       "",
		"func f(_ context.Context) { select {} /*here*/ }":                                                           "",
	} {
		got := answer(t, "scope", body(source)).Ending
		if got == nil {
			t.Errorf("%s: nothing", source)
			continue
		}
		text := got.Call
		if got.Function != "" {
			text += " of " + got.Function
		}
		if text != want {
			t.Errorf("%s: got %q, want %q", source, text, want)
		}
	}
}
