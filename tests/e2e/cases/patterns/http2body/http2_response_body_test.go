// Package http2body forgets the body of a response that came by HTTP/2.
package http2body

import (
	"net/http"
	"net/http/httptest"
	"testing"
)

// start serves answers without an end.
func start(t *testing.T) *httptest.Server {
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.(http.Flusher).Flush()
		<-r.Context().Done() // leak: chan receive by=blocked rule=http-handler-context test=TestHTTP2ResponseBodyLeak
	}))
	server.EnableHTTP2 = true
	server.StartTLS()
	return server
}

func get(t *testing.T, server *httptest.Server) *http.Response {
	resp, err := server.Client().Get(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	if resp.ProtoMajor != 2 {
		t.Fatal(resp.Proto)
	}
	return resp
}

func TestHTTP2ResponseBodyLeak(t *testing.T) {
	// The body keeps the request, the connection at both ends, its handler, and so the server.
	server := start(t) // leak: select by=at rule=http2-server-connection // leak: IO wait by=at rule=http2-server-connection // leak: IO wait by=at rule=http-test-server
	get(t, server)     // leak: select by=at rule=http2-response-body // leak: IO wait by=at rule=http2-client-connection
}

func TestHTTP2ResponseBodyClean(t *testing.T) {
	server := start(t)
	defer server.Close()
	defer get(t, server).Body.Close()
}
