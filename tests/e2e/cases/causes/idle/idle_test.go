package idle

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

// Two sides that are both at rest: the client keeps the connection.
func TestIdle(t *testing.T) {
	url := serve(t, func(w http.ResponseWriter, _ *http.Request) {}) // leak: IO wait by=at rule=http-server-connection cause=http-idle-connection
	client := &http.Client{Transport: &http.Transport{}}
	response, err := client.Get(url) // leak: IO wait by=at rule=http-idle-connection cause=- // leak: select by=at rule=http-connection-writer cause=http-idle-connection
	if err != nil {
		t.Fatal(err)
	}
	response.Body.Close()
}
