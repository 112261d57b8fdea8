package conn

import (
	"testing"

	"github.com/fortytw2/leaktest"
)

func TestClean(t *testing.T) {
	defer leaktest.Check(t)()
}

func TestOne(t *testing.T) {
	c := New()
	<-c.out
}

func TestSubs(t *testing.T) {
	t.Run("a", func(t *testing.T) {
		c := New()
		defer c.Close()
		<-c.out
	})
	t.Run("b c", func(t *testing.T) {
		c := New()
		<-c.out
	})
}
func TestTwo(t *testing.T) {
	a := New()
	b := New()
	<-a.out
	<-b.out
}
