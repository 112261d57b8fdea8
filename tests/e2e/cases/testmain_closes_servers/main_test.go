package servers

import (
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"testing"
)

var server *httptest.Server

func TestMain(m *testing.M) {
	server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		io.WriteString(w, "hello")
	}))
	late := make(chan struct{})
	ended := make(chan struct{})
	go func() {
		<-late
		close(ended)
	}()
	code := m.Run()
	close(late)
	<-ended
	server.Close()
	http.DefaultClient.CloseIdleConnections()
	os.Exit(code)
}

func TestGet(t *testing.T) {
	t.Parallel()
	resp, err := http.Get(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if body, _ := io.ReadAll(resp.Body); string(body) != "hello" {
		t.Fatalf("got %q", body)
	}
}
