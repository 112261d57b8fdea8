package web

import (
	"net/http"
	"net/http/httptest"
	"testing"
)

func TestHTTPTestServerLeak(t *testing.T) {
	server := httptest.NewServer(http.NotFoundHandler()) // leak: IO wait by=at rule=http-test-server
	_ = server
}

func TestHTTPTestServerClean(t *testing.T) {
	server := httptest.NewServer(http.NotFoundHandler())
	defer server.Close()
}
