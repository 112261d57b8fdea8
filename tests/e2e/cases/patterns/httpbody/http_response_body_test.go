// Package httpbody forgets the body of a response.
package httpbody

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// start serves more than the buffers of the client hold.
func start(t *testing.T) *httptest.Server {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Write([]byte(strings.Repeat("x", 64<<10)))
	}))
	t.Cleanup(server.Close)
	return server
}

func TestHTTPResponseBodyLeak(t *testing.T) {
	server := start(t)
	client := &http.Client{Transport: &http.Transport{}}
	resp, err := client.Get(server.URL) // leak: select by=at rule=http-response-body // leak: select by=at rule=http-connection-writer
	if err != nil {
		t.Fatal(err)
	}
	if resp.StatusCode != http.StatusOK {
		t.Fatal(resp.Status)
	}
}

func TestHTTPResponseBodyClean(t *testing.T) {
	server := start(t)
	client := &http.Client{Transport: &http.Transport{}}
	resp, err := client.Get(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		t.Fatal(resp.Status)
	}
}
