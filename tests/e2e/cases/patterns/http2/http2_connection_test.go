// Package http2 keeps connections on which HTTP/2 is spoken.
package http2

import (
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
)

func get(t *testing.T, client *http.Client, url string) {
	resp, err := client.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	io.Copy(io.Discard, resp.Body)
	if resp.ProtoMajor != 2 {
		t.Fatal(resp.Proto)
	}
}

func start() *httptest.Server {
	server := httptest.NewUnstartedServer(http.NotFoundHandler())
	server.EnableHTTP2 = true
	server.StartTLS()
	return server
}

func TestHTTP2ConnectionLeak(t *testing.T) {
	server := start()                   // leak: select by=at rule=http2-server-connection // leak: IO wait by=at rule=http2-server-connection
	get(t, server.Client(), server.URL) // leak: IO wait by=at rule=http2-client-connection
	server.Listener.Close()
}

func TestHTTP2ConnectionClean(t *testing.T) {
	server := start()
	defer server.Close()
	get(t, server.Client(), server.URL)
}
