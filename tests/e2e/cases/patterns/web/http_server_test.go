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

// The functions of the package make a server that nobody can close.
func TestHTTPServeLeak(t *testing.T) {
	go http.Serve(listen(t), http.NotFoundHandler()) // leak: IO wait rule=http-serve
}

func TestHTTPServeClean(t *testing.T) {
	listener := listen(t)
	defer listener.Close()
	go http.Serve(listener, http.NotFoundHandler())
}

func TestHTTPListenAndServeLeak(t *testing.T) {
	go http.ListenAndServe("127.0.0.1:0", http.NotFoundHandler()) // leak: IO wait rule=http-listen-and-serve
}
