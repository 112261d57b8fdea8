package rates

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

// newService answers every request in the same way.
func newService(t *testing.T, status int, body string) string {
	service := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(status)
		w.Write([]byte(body))
	}))
	t.Cleanup(service.Close)
	return service.URL
}

func fetchOnly(url string) *Client {
	return &Client{url: url, http: &http.Client{Transport: &http.Transport{}}}
}

func TestFetch(t *testing.T) {
	t.Parallel()
	c := fetchOnly(newService(t, http.StatusOK, "109"))
	t.Cleanup(c.http.CloseIdleConnections)
	if cents, err := c.Fetch(); err != nil || cents != 109 {
		t.Errorf("got %d, %v", cents, err)
	}
}

func TestFetchRefused(t *testing.T) {
	t.Parallel()
	c := fetchOnly(newService(t, http.StatusTeapot, strings.Repeat("no ", 10000)))
	if _, err := c.Fetch(); err == nil {
		t.Error("no error")
	}
}

func TestRefresh(t *testing.T) {
	t.Parallel()
	c := NewClient(newService(t, http.StatusOK, "109"), time.Millisecond)
	for c.euro.Load() != 109 {
		time.Sleep(time.Millisecond)
	}
	c.Close()
}
