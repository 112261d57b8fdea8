package channels

import "testing"

type publisher struct{ events chan string }

func (p *publisher) publish() { p.events <- "started" }

func TestChanSendNilLeak(t *testing.T) {
	p := &publisher{}
	go p.publish() // leak: chan send (nil chan) rule=chan-send-nil
}

func TestChanSendNilClean(t *testing.T) {
	p := &publisher{events: make(chan string)}
	go p.publish()
	<-p.events
}
