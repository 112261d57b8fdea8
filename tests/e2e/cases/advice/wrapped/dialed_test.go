package wrapped

import "testing"

func TestDialFails(t *testing.T) {
	_, err := open(true)
	if err == nil {
		t.Fatal("it should have failed")
	}
}

func TestServes(t *testing.T) {
	s, err := serve()
	if err != nil {
		t.Fatal(err)
	}
	_ = s
}
