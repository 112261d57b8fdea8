package web

import (
	"context"
	"net/http"
	"testing"
	"time"
)

// poll answers when there is news, of which there is never any.
type poll struct {
	entered chan struct{}
	news    chan string
}

func (p *poll) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	p.entered <- struct{}{}
	<-p.news
}

// politePoll gives up when its client does.
type politePoll struct{ poll }

func (p *politePoll) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	p.entered <- struct{}{}
	select {
	case <-p.news:
	case <-r.Context().Done():
	}
}

// ask gives up as soon as the handler has the request.
func ask(t *testing.T, handler http.Handler, entered chan struct{}) {
	listener := listen(t)
	server := &http.Server{Handler: handler}
	t.Cleanup(func() { server.Close() })
	go server.Serve(listener)
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	go func() {
		<-entered
		cancel()
	}()
	client := &http.Client{Transport: &http.Transport{}}
	request, err := http.NewRequestWithContext(ctx, "GET", "http://"+listener.Addr().String(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := client.Do(request); err == nil {
		t.Fatal("an answer")
	}
}

func TestHTTPHandlerLeak(t *testing.T) {
	p := &poll{entered: make(chan struct{}), news: make(chan string)}
	ask(t, p, p.entered) // leak: chan receive by=at rule=http-handler
}

func TestHTTPHandlerClean(t *testing.T) {
	p := &politePoll{poll{entered: make(chan struct{}), news: make(chan string)}}
	ask(t, p, p.entered)
}
