package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestTheClientOfALineIsNamed(t *testing.T) {
	const head = "package hub\n\nimport (\n\t\"net/http\"\n\t\"testing\"\n)\n\nfunc TestX(t *testing.T) {\n\t"
	for _, each := range [][3]string{
		{"c := &http.Client{}\n\tc.Get(url) /*here*/", "(*Client).Get", "c.CloseIdleConnections()"},
		{"http.Get(url) /*here*/", "Get", "http.DefaultClient.CloseIdleConnections()"},
		{"http.DefaultClient.Do(nil) /*here*/", "(*Client).Do", "http.DefaultClient.CloseIdleConnections()"},
		{"s.client.Post(url) /*here*/", "(*Client).Post", "s.client.CloseIdleConnections()"},
		{"server.Client().Get(url) /*here*/", "(*Client).Get", ""},
		{"transport.RoundTrip(r) /*here*/", "(*Transport).RoundTrip", ""},
	} {
		source := head + each[0] + "\n}\n"
		path := filepath.Join(t.TempDir(), "x_test.go")
		if err := os.WriteFile(path, []byte(source), 0o600); err != nil {
			t.Fatal(err)
		}
		line := strings.Count(source[:strings.Index(source, "/*here*/")], "\n") + 1
		got := folders{}.answer(Query{path, line, "end", []string{each[1], idleConnections}}).Ending
		if got == nil {
			got = &Ending{}
		}
		if got.Call != each[2] {
			t.Errorf("%s: got %q, want %q", each[0], got.Call, each[2])
		}
	}
}
