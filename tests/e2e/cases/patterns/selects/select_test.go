package selects

import (
	"reflect"
	"testing"
)

// first receives from the first channel that has a value.
func first(channels ...chan int) {
	var cases []reflect.SelectCase
	for _, channel := range channels {
		cases = append(cases, reflect.SelectCase{Dir: reflect.SelectRecv, Chan: reflect.ValueOf(channel)})
	}
	reflect.Select(cases)
}

func TestSelectLeak(t *testing.T) {
	go first(make(chan int), make(chan int)) // leak: select rule=select
}

func TestSelectClean(t *testing.T) {
	north, south := make(chan int), make(chan int)
	go first(north, south)
	close(south)
}
