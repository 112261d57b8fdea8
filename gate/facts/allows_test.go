package main

import "testing"

const allowSource = `package p

import "testing"

func start() {
	//leakgate:allow one for the process
	go run()
	go run() //leakgate:allow the other until=2027-01-02 max=3
	go run()
	//leakgate:allowed is another word
	go run()
	x := "//leakgate:allow in a string"
	go use(x)
}

// TestDoc has words.
//
//leakgate:allow of the doc
func TestDoc(t *testing.T) {
	start()
	t.Run("sub", func(t *testing.T) {
		go run()
	})
}

//leakgate:allow no test
func helper() {
	go run()
}

func TestEmpty(t *testing.T) { //leakgate:allow
	go run()
}

//leakgate:allow one table for the process
var table = make(map[string][]byte)
var list = []int{1} //leakgate:allow the list
var other = []int{1}
`

func TestAllowed(t *testing.T) {
	for _, want := range []struct {
		line, comment int
		statement     string
	}{
		{7, 6, "\none for the process"},
		{8, 8, "\nthe other until=2027-01-02 max=3"},
		{9, 0, ""}, // the comment above is of the statement above
		{11, 0, ""},
		{13, 0, ""},
		{20, 18, "TestDoc\nof the doc"},
		{22, 18, "TestDoc\nof the doc"},
		{28, 0, ""}, // a function that is no test
		{32, 31, "TestEmpty\n"},
		{2, 0, ""},
		{36, 35, "\none table for the process"},
		{37, 37, "\nthe list"},
		{38, 0, ""},
	} {
		got := allowed("p_test.go", []byte(allowSource), want.line)
		if got.Statement != want.statement || got.LoopLine != want.comment {
			t.Errorf("line %d: got %q of line %d, expected %q of line %d", want.line, got.Statement, got.LoopLine,
				want.statement, want.comment)
		}
	}
	if got := allowed("p.go", []byte("no Go at all //leakgate:allow x"), 1); got.Statement != "" {
		t.Errorf("got %q", got.Statement)
	}
}
