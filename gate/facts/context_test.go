package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestTheContextThatACallIsGiven(t *testing.T) {
	for _, each := range []struct{ lines, kind, text string }{
		{"s.Run(context.Background()) /*here*/", "root", "context.Background()"},
		{"s.Run(1, context.TODO()) /*here*/", "root", "context.TODO()"},
		{"ctx := context.Background()\ns.Run(ctx) /*here*/", "root", "context.Background()"},
		{"ctx, cancel := context.WithCancel(given)\n_ = 1\ns.Run(ctx) /*here*/", "kept", "cancel"},
		{"ctx, _ := context.WithCancel(given)\ns.Run(ctx) /*here*/", "kept", "_"},
		{"s.Run(given) /*here*/", "handed", ""},
		// What may be cancelled, or nobody knows; two of them.
		{"ctx, cancel := context.WithCancel(given)\ndefer cancel()\ns.Run(ctx) /*here*/", "", ""},
		{"s.Run(t.Context()) /*here*/", "", ""},
		{"s.Run(given, context.Background()) /*here*/", "", ""},
		{"s.Run(1) /*here*/", "", ""},
	} {
		path := filepath.Join(t.TempDir(), "hub_test.go")
		source := "package hub\n\nimport (\n\t\"context\"\n\t\"testing\"\n)\n\nfunc help(t *testing.T, given context.Context) {\n" +
			each.lines + "\n}\n"
		if err := os.WriteFile(path, []byte(source), 0o600); err != nil {
			t.Fatal(err)
		}
		line := strings.Count(source[:strings.Index(source, "/*here*/")], "\n") + 1
		got := folders{}.answer(Query{path, line, "context", []string{"(*Server).Run"}}).Context
		if got == nil {
			got = &ContextArg{}
		}
		if got.Kind != each.kind || got.Text != each.text || got.Kind == "root" && got.Testing != "t" {
			t.Errorf("%s\n got %+v\nwant %s %s", each.lines, got, each.kind, each.text)
		}
	}
}

func TestAContextThatACallHandedIn(t *testing.T) {
	for source, want := range map[string]bool{
		"func run(ctx context.Context) {\n select { /*here*/\n case <-ctx.Done():\n }\n}":                                         true,
		"func run(ctx context.Context) {\n go func() {\n done := ctx.Done()\n select { /*here*/\n case <-done:\n }\n}()\n}":       true,
		"func run(h *H) {\n select { /*here*/\n case <-h.ctx.Done():\n }\n}\ntype H struct{ ctx context.Context }":                false,
		"func run(given context.Context) {\n ctx, _ := context.WithCancel(given)\n select { /*here*/\n case <-ctx.Done():\n }\n}": false,
	} {
		facts := answer(t, "select", body(source))
		if len(facts.Cases) != 1 || facts.Cases[0].Channel.Handed != want {
			t.Errorf("%s\ngot %+v", source, facts.Cases)
		}
	}
}
