package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestWhatALineDropsIsTold(t *testing.T) {
	const rest = "\n}\n\nfunc open() (*Hub, net.Conn) { return nil, nil }\nfunc two() (net.Conn, net.Conn) { return nil, nil }\nfunc plain() (int, error) { return 0, nil }\nfunc serve() (*Hub, *Lone, error) { return nil, nil, nil }\ntype Hub struct{}\nfunc (h *Hub) Stop() {}\ntype Lone struct{}\n"
	for _, each := range [][3]string{
		{"h, _ := open() /*here*/", "open", "h, x := open() | _ = x.Close()"},
		{"_, c := open() /*here*/", "open", "x, c := open() | x.Stop()"},
		{"_, l, err := serve() /*here*/", "serve", "x, l, err := serve() | x.Stop()"},
		{"h, _, err := serve() /*here*/", "serve", ""},
		{"h, c := open() /*here*/", "open", ""},
		{"_, _ = two() /*here*/", "two", ""},
		{"_, err := plain() /*here*/", "plain", ""},
		{"open() /*here*/", "open", ""},
	} {
		source := "package hub\n\nimport (\n\t\"net\"\n\t\"testing\"\n)\n\nfunc TestX(t *testing.T) {\n\t" + each[0] + rest
		path := filepath.Join(t.TempDir(), "x_test.go")
		if err := os.WriteFile(path, []byte(source), 0o600); err != nil {
			t.Fatal(err)
		}
		line := strings.Count(source[:strings.Index(source, "/*here*/")], "\n") + 1
		got := folders{}.answer(Query{path, line, "dropped", []string{each[1]}}).Ending
		if shortEnding(got) != each[2] {
			t.Errorf("%s: got %q, want %q", each[0], shortEnding(got), each[2])
		}
	}
}

func TestAChannelThatALineDropsIsEndedAsOthersDo(t *testing.T) {
	for _, each := range [][3]string{
		{"", "h, _, _, err := listen() /*here*/", ""},
		{"_, stop, done, _ := listen()\n\tstop <- \"now\"\n\t<-done", "h, _, _, err := listen() /*here*/", "h, stop, _, err := listen() | stop <- \"now\""},
		{"_, stop, _ := given()\n\tstop <- \"now\"", "h, _, _, err := listen() /*here*/", "h, stop, _, err := listen() | stop <- \"now\""},
		{"_, stop, _, _ := listen()\n\tclose(stop)", "h, _, _, err := listen() /*here*/", "h, stop, _, err := listen() | close(stop)"},
		// A value of its own, two of them, and one that the line keeps.
		{"_, stop, _, _ := listen()\n\tstop <- word", "h, _, _, err := listen() /*here*/", ""},
		{"_, stop, done, _ := listen()\n\tclose(stop)\n\tclose(done)", "h, _, _, err := listen() /*here*/", ""},
		{"_, stop, _, _ := listen()\n\tclose(stop)", "h, stop, _, err := listen() /*here*/", ""},
	} {
		source := "package hub\n\nimport \"testing\"\n\nfunc TestX(t *testing.T) {\n\t" + each[1] + "\n}\n\nfunc TestY(t *testing.T) {\n\t" + each[0] +
			"\n}\n\nfunc given() (int, chan string, error) {\n\th, stop, _, err := listen()\n\treturn h, stop, err\n}\n\n" +
			"func listen() (int, chan string, chan string, error) { return 0, nil, nil, nil }\n"
		path := filepath.Join(t.TempDir(), "x_test.go")
		if err := os.WriteFile(path, []byte(source), 0o600); err != nil {
			t.Fatal(err)
		}
		line := strings.Count(source[:strings.Index(source, "/*here*/")], "\n") + 1
		if got := (folders{}).answer(Query{path, line, "dropped", []string{"listen"}}).Ending; shortEnding(got) != each[2] {
			t.Errorf("%s beside %s: got %q, want %q", each[1], each[0], shortEnding(got), each[2])
		}
	}
}
