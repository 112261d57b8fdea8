package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestWhatKeepsMemory(t *testing.T) {
	for _, each := range []struct{ source, kept string }{
		// On the line itself.
		{"func F(k string) {\n pages[k] = make([]byte, 9) /*here*/\n}", "pages: pages[k] = make([]byte, 9)"},
		{"func F() {\n list = append(list, new(page)) /*here*/\n}", "list: list = append(list, new(page))"},
		{"func F() {\n head = &page{next: head} /*here*/\n}", "head: head = &page{next: head}"},
		{"func F() {\n queue <- new(page) /*here*/\n}", "queue: queue <- new(page)"},
		{"func F(k string) {\n known.Store(k, new(page)) /*here*/\n}", "known: known.Store(k, new(page))"},
		{"func (c *Cache) F(k string) {\n c.pages[k] = new(page) /*here*/\n}", "Cache.pages: c.pages[k] = new(page)"},
		// Through variables, parts, closures and other functions.
		{"func F(k string) {\n p := make([]byte, 9) /*here*/\n pages[k] = p[:3]\n}", "pages: pages[k] = p[:3]"},
		{"func F(k string) {\n var p page\n p.text = make([]byte, 9) /*here*/\n list = append(list, &p)\n}", "list: list = append(list, &p)"},
		{"func F(k string) []byte {\n p, ok := pages[k]\n if !ok {\n p = draw(k) /*here*/\n pages[k] = p\n }\n return p\n}\nfunc draw(k string) []byte { return nil }", "pages: pages[k] = p"},
		{"func F(k string) {\n b := new(bytes.Buffer)\n fmt.Fprint(b, k) /*here*/\n pages[k] = b.Bytes()\n}", "pages: pages[k] = b.Bytes()"},
		{"func F() {\n p := new(page) /*here*/\n last = append(last, func() { p.next = nil })\n}", "last: last = append(last, func() { p.next = nil })"},
		{"func F() {\n p := new(page) /*here*/\n keep(p)\n}\nfunc keep(p *page) {\n list = append(list, p)\n}", "list: list = append(list, p)"},
		{"func F(k string) {\n p := wrap(new(page)) /*here*/\n known.Store(k, p)\n}\nfunc wrap(p *page) *page { return p }", "known: known.Store(k, p)"},
		{"func F(c *Cache, k string) {\n p := new(page) /*here*/\n c.add(k, p)\n}\nfunc (c *Cache) add(k string, p *page) {\n c.pages[k] = p.text\n}", "Cache.pages: c.pages[k] = p.text"},
		{"func F(k string) {\n p := make([]byte, 9) /*here*/\n pages[k] = p\n both = append(both, p)\n}", "pages: pages[k] = p; both: both = append(both, p)"},
		{"func F() {\n p := new(page) /*here*/\n keep(func() { p.next = nil })\n}\nfunc keep(f func()) {\n last = append(last, f)\n}", "last: last = append(last, f)"},
		{"func F() {\n p := new(page) /*here*/\n p.next = head\n head = p\n}", "head: head = p"},
		// By the standard library.
		{"func F() {\n p := new(page) /*here*/\n time.AfterFunc(time.Hour, func() { p.next = nil })\n}", "the timer: time.AfterFunc(time.Hour, func() { p.next = nil })"},
		{"func F() {\n time.AfterFunc(time.Hour, func() {}) /*here*/\n}", "the timer: time.AfterFunc(time.Hour, func() {})"},
		{"func F() {\n p := new(page) /*here*/\n ctx, cancel := context.WithCancel(context.WithValue(base, key, p))\n _, _ = ctx, cancel\n}", "base: context.WithCancel(context.WithValue(base, key, p))"},
		{"func F() {\n p := new(page) /*here*/\n ctx := context.WithValue(base, key, p)\n ctx, cancel := context.WithCancel(ctx)\n _ = cancel\n}", "base: context.WithCancel(ctx)"},
		{"var pool = sync.Pool{New: func() any {\n return new(page) /*here*/\n}}", "handed"},
		{"func F() {\n p := new(page)\n ctx, _ := context.WithTimeout(base, time.Hour) /*here*/\n _, _ = ctx, p\n}", "base: context.WithTimeout(base, time.Hour)"},
		{"func F() {\n p := new(page) /*here*/\n context.AfterFunc(base, func() { p.next = nil })\n}", "base: context.AfterFunc(base, func() { p.next = nil })"},
		// Given back: the caller knows.
		{"func F() []byte {\n var b bytes.Buffer\n fmt.Fprint(&b, 1) /*here*/\n return b.Bytes()\n}", "handed"},
		{"func F() *page {\n return &page{ /*here*/\n text: nil,\n }\n}", "handed"},
		{"func F() (p page) {\n p.text = make([]byte, 9) /*here*/\n return\n}", "handed"},
		{"func F() (all [4]page) {\n for i := range all {\n all[i].text = make([]byte, 9) /*here*/\n }\n return\n}", "handed"},
		{"func F() (p *page, err error) {\n p = new(page) /*here*/\n return p, nil\n}", "handed"},
		{"func F() (n int, p *page) {\n p = new(page) /*here*/\n list = append(list, p)\n return\n}", "list: list = append(list, p)"},
		{"func F() (n int) {\n p := make([]byte, 9) /*here*/\n n = len(p)\n return\n}", ""},
		{"func F(p *page) (n int) {\n p.text = make([]byte, 9) /*here*/\n return\n}", ""},
		// A context of the function's own, and one that keeps no list; a timer that is given nothing of it.
		{"func F() {\n own, stop := context.WithCancel(context.Background())\n p := new(page) /*here*/\n ctx, cancel := context.WithCancel(context.WithValue(own, key, p))\n _, _, _ = ctx, cancel, stop\n}", ""},
		{"func F() {\n p := new(page) /*here*/\n ctx := context.WithValue(base, key, p)\n _ = ctx\n}", ""},
		{"func F() {\n p := new(page) /*here*/\n time.AfterFunc(time.Hour, func() {})\n _ = p\n}", ""},
		// What looks like it: replaced, counted, gone with the function, a key alone, two statements on one line.
		{"func F() {\n head = new(page) /*here*/\n}", ""},
		{"func F(k string) {\n p := make([]byte, 9) /*here*/\n sizes[k] = len(p)\n}", ""},
		{"func F() {\n own := map[string]*page{}\n own[\"a\"] = new(page) /*here*/\n}", ""},
		{"func F(k string) {\n var b bytes.Buffer\n fmt.Fprint(&b, k) /*here*/\n names[k] = true\n}", ""},
		{"func F(k string) {\n p := make([]byte, 9) /*here*/; q := p; pages[k] = q\n}", ""},
		{"func F(k string) {\n p := make([]byte, 9) /*here*/\n pages[k] = []byte(string(p))\n}", ""},
	} {
		path := filepath.Join(t.TempDir(), "site.go")
		source := "package site\n\nimport (\n\t\"bytes\"\n\t\"context\"\n\t\"fmt\"\n\t\"sync\"\n\t\"time\"\n)\n\n" + each.source + "\n" + `
type page struct {
	text []byte
	next *page
}
type Cache struct{ pages map[string][]byte }

var (
	pages = map[string][]byte{}
	sizes = map[string]int{}
	names = map[string]bool{}
	list  []*page
	both  [][]byte
	head  *page
	last  []func()
	queue = make(chan *page, 9)
	known sync.Map
	base  = context.Background()
	key   any
)
`
		if err := os.WriteFile(path, []byte(source), 0o600); err != nil {
			t.Fatal(err)
		}
		line := strings.Count(source[:strings.Index(source, "/*here*/")], "\n") + 1
		got := folders{}.answer(Query{path, line, "keep", nil}).Keeping
		var told []string
		if got != nil {
			for _, store := range got.Stores {
				told = append(told, store.Holder+": "+store.Text)
			}
			if got.Handed && len(told) == 0 {
				told = []string{"handed"}
			}
		}
		if strings.Join(told, "; ") != each.kept {
			t.Errorf("%s\n got %q", each.source, told)
		}
	}
}
