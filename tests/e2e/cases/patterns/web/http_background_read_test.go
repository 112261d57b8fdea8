package web

import (
	"io"
	"net"
	"net/http"
	"testing"
)

// Without this a collection closes the connection.
var open []io.Closer

// request sends one by hand, so that no goroutine of a client is left.
func request(t *testing.T, handler http.HandlerFunc) net.Conn {
	listener := listen(t)
	server := &http.Server{Handler: handler}
	t.Cleanup(func() { listener.Close() })
	go server.Serve(listener)
	client, err := net.Dial("tcp", listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(client, "GET / HTTP/1.1\r\nHost: example.com\r\n\r\n"); err != nil {
		t.Fatal(err)
	}
	return client
}

func TestHTTPBackgroundReadLeak(t *testing.T) {
	entered, never := make(chan struct{}), make(chan struct{})
	client := request(t, func(http.ResponseWriter, *http.Request) { // leak: IO wait by=at rule=http-background-read
		close(entered)
		<-never // leak: chan receive by=blocked rule=http-handler
	})
	<-entered
	open = append(open, client)
}

func TestHTTPBackgroundReadClean(t *testing.T) {
	entered := make(chan struct{})
	client := request(t, func(w http.ResponseWriter, r *http.Request) {
		close(entered)
		<-r.Context().Done()
	})
	<-entered
	client.Close()
}
