package web

import (
	"net"
	"net/http"
	"testing"
)

func listen(t *testing.T) net.Listener {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	return listener
}

func TestHTTPServerLeak(t *testing.T) {
	server := &http.Server{Handler: http.NotFoundHandler()}
	go server.Serve(listen(t)) // leak: IO wait rule=http-server
}

func TestHTTPServerClean(t *testing.T) {
	server := &http.Server{Handler: http.NotFoundHandler()}
	defer server.Close()
	go server.Serve(listen(t))
}
