package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

const dialed = `package hub

type Client struct{ quit chan int }
type pool struct{ clients []*Client }

func New() *Client           { c := &Client{make(chan int)}; go c.run(); return c }
func (c *Client) run()       { <-c.quit }
func (c *Client) dial() error { return nil }
func (c *Client) Close()     { close(c.quit) }
func use(*Client)            {}
`

func TestWhatAnErrorPathDrops(t *testing.T) {
	const (
		made    = "func Open() (*Client, error) {\n\tc := New() /*made*/\n"
		started = "func Open() (*Client, error) {\n\tc := &Client{}\n\tgo c.run() /*made*/\n"
		end     = "\n\treturn c, nil\n}\n"
		drops   = "\tif err := c.dial(); err != nil {\n\t\treturn nil, err /*drops*/\n\t}"
		expects = "_, err := Open() /*here*/\n\tif err == nil {\n\t\tt.Fatal()\n\t}"
	)
	for _, each := range []struct{ open, test, want string }{
		{made + drops + end, expects, "c.Close()"},
		{started + drops + end, expects, "c.Close()"},
		{made + drops + end, "if _, err := Open(); err == nil { /*here*/\n\t\tt.Error()\n\t}", "c.Close()"},
		{made + drops + end, "_, err := Open() /*here*/\n\trequire.Error(t, err)", "c.Close()"},
		// The test expects none, or does not say.
		{made + drops + end, "c, err := Open() /*here*/\n\tif err != nil {\n\t\tt.Fatal()\n\t}\n\tuse(c)", ""},
		{made + drops + end, "c, err := Open() /*here*/\n\tif err == nil {\n\t\tuse(c)\n\t}", ""},
		{made + drops + end, "_, err := Open() /*here*/\n\tt.Error(err)", ""},
		// It is ended, given, kept or handed on there.
		{made + strings.Replace(drops, "return nil", "c.Close()\n\t\treturn nil", 1) + end, expects, ""},
		{made + strings.Replace(drops, "return nil", "return c", 1) + end, expects, ""},
		{made + "\tdefer c.Close()\n" + drops + end, expects, ""},
		{made + "\tuse(c)\n" + drops + end, expects, ""},
		{made + "\tkept.clients = append(kept.clients, c)\n" + drops + end, expects, ""},
		{made + "\tdefer func() { c.Close() }()\n" + drops + end, expects, ""},
		{made + end, expects, ""},
	} {
		dir := t.TempDir()
		source, test := dialed+each.open, "package hub\n\nimport \"testing\"\n\nfunc TestX(t *testing.T) {\n\t"+each.test+"\n}\n"
		for name, text := range map[string]string{"hub.go": source, "hub_test.go": test} {
			if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		line := func(text, mark string) int { return strings.Count(text[:strings.Index(text+mark, mark)], "\n") + 1 }
		about := []string{"Open", filepath.Join(dir, "hub.go"), strconv.Itoa(line(source, "/*made*/")), "New"}
		got := folders{}.answer(Query{filepath.Join(dir, "hub_test.go"), line(test, "/*here*/"), "lost", about}).Ending
		want, words := "", ""
		if got != nil {
			words = fmt.Sprint(got.Call, " ", got.Line)
		}
		if each.want != "" {
			want = fmt.Sprint(each.want, " ", line(source, "/*drops*/"))
		}
		if words != want {
			t.Errorf("%s\n%s\ngot %q, want %q", each.open, each.test, words, want)
		}
	}
}
