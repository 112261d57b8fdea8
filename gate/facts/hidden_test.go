package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestWhatAFunctionKeepsToItself(t *testing.T) {
	const head = "package hub\n\ntype Server struct{ addr string }\n\nfunc NewServer(addr string) *Server { return &Server{addr} }\n\n" +
		"func open() (*Server, error) { return nil, nil }\n\nfunc (s *Server) Serve() error { return nil }\n\nfunc (s *Server) Close() {}\n\n" +
		"var last *Server\n\nfunc use(*Server) {}\n\n"
	const none = ""
	for code, want := range map[string]string{
		"func Listen(a string) error { return NewServer(a).Serve() /*here*/ }":                                                      "(*Server).Close NewServer Listen",
		"func Listen(a string) error {\n\ts := NewServer(a)\n\treturn s.Serve() /*here*/\n}":                                        "(*Server).Close NewServer Listen",
		"func Listen(a string) error {\n\ts, err := open()\n\tif err != nil {\n\t\treturn err\n\t}\n\treturn s.Serve() /*here*/\n}": "(*Server).Close open Listen",
		"func Listen(a string) error {\n\ts := &Server{addr: a}\n\ts.addr += \":0\"\n\treturn s.Serve() /*here*/\n}":                "(*Server).Close  Listen",
		"func Listen(a string) error {\n\treturn (&Server{addr: a}).Serve() /*here*/\n}":                                            "(*Server).Close  Listen",
		// Somebody else has it.
		"func Listen(s *Server) error { return s.Serve() /*here*/ }":                                                                                       none,
		"func (s *Server) Listen() error { return NewServer(s.addr).Serve() /*here*/ }":                                                                    none,
		"func Listen(a string) error {\n\ts := NewServer(a)\n\tlast = s\n\treturn s.Serve() /*here*/\n}":                                                   none,
		"func Listen(a string) error {\n\ts := NewServer(a)\n\tuse(s)\n\treturn s.Serve() /*here*/\n}":                                                     none,
		"func Listen(a string, end chan int) error {\n\ts := NewServer(a)\n\tgo func() {\n\t\t<-end\n\t\ts.Close()\n\t}()\n\treturn s.Serve() /*here*/\n}": none,
		"func Listen(a string) error { return last.Serve() /*here*/ }":                                                                                     none,
		"type quiet struct{}\n\nfunc (quiet) Serve() {}\n\nfunc Listen() { quiet{}.Serve() /*here*/ }":                                                     none,
	} {
		path := filepath.Join(t.TempDir(), "hub.go")
		source := head + code + "\n"
		if err := os.WriteFile(path, []byte(source), 0o600); err != nil {
			t.Fatal(err)
		}
		line := strings.Count(source[:strings.Index(source, "/*here*/")], "\n") + 1
		got := ""
		if end := (folders{}).answer(Query{path, line, "hidden", []string{"(*Server).Serve"}}).Ending; end != nil {
			got = end.Call + " " + end.Keep + " " + end.Function
		}
		if got != want {
			t.Errorf("%s\n got %q\nwant %q", code, got, want)
		}
	}
}
