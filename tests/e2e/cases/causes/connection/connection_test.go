package connection

import (
	"net"
	"net/http"
	"testing"
)

// serve returns the address of a server of which only the listener is closed.
func serve(t *testing.T, handle http.HandlerFunc) string {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { listener.Close() })
	go http.Serve(listener, handle)
	return "http://" + listener.Addr().String()
}

func TestUnread(t *testing.T) {
	url := serve(t, func(w http.ResponseWriter, _ *http.Request) { w.Write([]byte("hello")) })
	response, err := new(http.Client).Get(url) // leak: select by=at rule=http-response-body cause=-
	if err != nil {
		t.Fatal(err)
	}
	_ = response
}

// In one suite with the above: the server sides are one leak of two tests.
func TestKept(t *testing.T) {
	url := serve(t, func(w http.ResponseWriter, _ *http.Request) {}) // leak: IO wait by=at rule=http-server-connection count=2 leakers="TestKept:1 TestUnread:1" cause=http-response-body
	client := &http.Client{Transport: &http.Transport{}}
	response, err := client.Get(url) // leak: IO wait by=at rule=http-idle-connection cause=- // leak: select by=at rule=http-connection-writer count=2 leakers="TestKept:1 TestUnread:1" cause=http-response-body
	if err != nil {
		t.Fatal(err)
	}
	response.Body.Close()
}
