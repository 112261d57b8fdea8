package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestWhereWhatACallWaitsAtIsMade(t *testing.T) {
	for _, each := range []struct{ source, call, testing, function string }{
		{"func TestX(t *testing.T) {\n l, err := net.Listen() // made\n go func() {\n c, err := l.Accept() /*here*/\n}()\n}", "_ = l.Close()", "t", "TestX"},
		{"func TestX(t *testing.T) {\n l, err := net.Listen() // made\n go serve(l)\n}\nfunc serve(ln net.Listener) {\n for {\n c, err := ln.Accept() /*here*/\n}\n}", "_ = l.Close()", "t", "TestX"},
		{"func (s *Server) Listen() error {\n l, err := net.Listen() // made\n return s.serve(l)\n}\nfunc (s *Server) serve(l net.Listener) error {\n c, err := l.Accept() /*here*/\n return err\n}\ntype Server struct{}", "_ = l.Close()", "", "(*Server).Listen"},
		// Somebody closes it; it is kept elsewhere, or handed in by several.
		{"func TestX(t *testing.T) {\n l, err := net.Listen()\n defer l.Close()\n go func() {\n c, err := l.Accept() /*here*/\n}()\n}", "", "", ""},
		{"func (s *Server) serve() {\n c, err := s.l.Accept() /*here*/\n}\ntype Server struct{ l net.Listener }", "", "", ""},
		{"func Serve(l net.Listener) {\n c, err := l.Accept() /*here*/\n}", "", "", ""},
		{"func TestX(t *testing.T) {\n go serve(one())\n go serve(two())\n}\nfunc serve(l net.Listener) {\n c, err := l.Accept() /*here*/\n}", "", "", ""},
	} {
		path := filepath.Join(t.TempDir(), "hub_test.go")
		source := "package hub\n\nimport (\n\t\"net\"\n\t\"testing\"\n)\n\n" + each.source + "\n"
		if err := os.WriteFile(path, []byte(source), 0o600); err != nil {
			t.Fatal(err)
		}
		line := func(mark string) int { return strings.Count(source[:max(0, strings.Index(source, mark))], "\n") + 1 }
		got := folders{}.answer(Query{path, line("/*here*/"), "close", nil}).Ending
		if got == nil || got.Parameter != 0 {
			got = &Ending{Line: line("// made")}
		}
		if got.Call != each.call || got.Testing != each.testing || got.Function != each.function || got.Line != line("// made") {
			t.Errorf("%s\n got %+v", each.source, got)
		}
	}
}

func TestWhereWhatIsHandedInIsMade(t *testing.T) {
	const server = "func Serve(n int, l net.Listener) {\n for {\n c, err := l.Accept() /*here*/\n }\n}\n"
	for _, each := range []struct{ source, call string }{
		{"func TestX(t *testing.T) {\n l, err := net.Listen()\n go Serve(1, l) // call\n}", "_ = l.Close()"},
		{"func TestX(t *testing.T) {\n l, err := net.Listen()\n go Serve(1, slow(l, 3)) // call\n}", "_ = l.Close()"},
		{"func TestX(t *testing.T) {\n l, err := net.Listen()\n s := tls.NewListener(l, nil)\n go Serve(1, s) // call\n}", "_ = l.Close()"},
		{"func TestX(t *testing.T) {\n a, b := net.Pipe()\n go Serve(1, b) // call\n}", "_ = b.Close()"},
		{"func TestX(t *testing.T) {\n l, err := net.Listen()\n defer l.Close()\n go Serve(1, l) // call\n}", ""},
		{"func TestX(t *testing.T) {\n go Serve(1, one()) // call\n}", ""},
	} {
		path := filepath.Join(t.TempDir(), "hub_test.go")
		source := "package hub\n\nimport (\n\t\"crypto/tls\"\n\t\"net\"\n\t\"testing\"\n)\n\n" + server + each.source + "\nfunc more(l net.Listener) { Serve(2, l) }\n"
		if err := os.WriteFile(path, []byte(source), 0o600); err != nil {
			t.Fatal(err)
		}
		line := func(mark string) int { return strings.Count(source[:strings.Index(source, mark)], "\n") + 1 }
		inner := folders{}.answer(Query{path, line("/*here*/"), "close", nil}).Ending
		if inner == nil || inner.Parameter != 2 || inner.Call != "" {
			t.Fatalf("the parameter: got %+v", inner)
		}
		got := folders{}.answer(Query{path, line("// call"), "close", []string{"Serve", "2"}}).Ending
		if got == nil {
			got = &Ending{}
		}
		if got.Call != each.call {
			t.Errorf("%s\n got %+v", each.source, got)
		}
	}
}

func TestWhatIsReadIntoIsNotWhatIsWaitedAt(t *testing.T) {
	for _, each := range []struct{ source, call string }{
		{"func (s *Server) serve() {\n b := make([]byte, 4)\n n, _, err := s.conn.ReadFrom(b) /*here*/\n}\ntype Server struct{ conn net.PacketConn }", ""},
		{"func TestX(t *testing.T) {\n b := []byte(text)\n c, err := net.ListenPacket()\n go func() { c.ReadFrom(b) /*here*/\n}()\n}", "_ = c.Close()"},
		{"func TestX(t *testing.T) {\n b := make([]byte, 4)\n s := strings.NewReader(text)\n go func() { io.ReadFull(s, b) /*here*/\n}()\n}", ""},
	} {
		path := filepath.Join(t.TempDir(), "hub_test.go")
		source := "package hub\n\nimport (\n\t\"io\"\n\t\"net\"\n\t\"strings\"\n\t\"testing\"\n)\n\n" + each.source + "\n"
		if err := os.WriteFile(path, []byte(source), 0o600); err != nil {
			t.Fatal(err)
		}
		line := strings.Count(source[:strings.Index(source, "/*here*/")], "\n") + 1
		for _, about := range [][]string{nil, {"(*UDPConn).ReadFrom", "1"}} {
			got := folders{}.answer(Query{path, line, "close", about}).Ending
			if got == nil {
				got = &Ending{}
			}
			if got.Call != each.call {
				t.Errorf("%s (%q)\n got %+v", each.source, about, got)
			}
		}
	}
}
