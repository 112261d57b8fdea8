// Package httpidle keeps connections that nobody uses again.
package httpidle

import (
	"io"
	"net"
	"net/http"
	"testing"
)

// start serves until the test ends; it does not close the connections of its clients.
func start(t *testing.T) string {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { listener.Close() })
	go http.Serve(listener, http.NotFoundHandler())
	return "http://" + listener.Addr().String()
}

func get(t *testing.T, client *http.Client, url string) {
	resp, err := client.Get(url) // a transport made per call keeps its connection for good
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	io.Copy(io.Discard, resp.Body)
}

func TestHTTPIdleConnectionLeak(t *testing.T) {
	url := start(t) // leak: IO wait by=at rule=http-server-connection
	client := &http.Client{Transport: &http.Transport{}}
	get(t, client, url) // leak: IO wait by=at rule=http-idle-connection // leak: select by=at rule=http-connection-writer
}

func TestHTTPIdleConnectionClean(t *testing.T) {
	url := start(t)
	client := &http.Client{Transport: &http.Transport{}}
	defer client.CloseIdleConnections()
	get(t, client, url)
}
