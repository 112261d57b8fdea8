package shapes

import (
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"testing"
)

// Without this a collection closes the writing end, and the reader ends.
var open []*os.File

func TestAcceptLoop(t *testing.T) {
	t.Parallel()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go func() { // leak: IO wait tier=lingering
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			conn.Close()
		}
	}()
}

func TestPipe(t *testing.T) {
	t.Parallel()
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	open = append(open, w)
	go func() { io.ReadAll(r) }() // leak: IO wait tier=lingering
}

func TestSubprocess(t *testing.T) {
	t.Parallel()
	cmd := exec.Command("cat")
	stdin, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	_ = stdin
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { cmd.Process.Kill() })
	c := make(chan error)
	go func() { c <- cmd.Wait() }() // leak: chan send
}

func TestBody(t *testing.T) {
	t.Parallel()
	release := make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { // leak: IO wait by=at
		w.Write([]byte("first"))
		w.(http.Flusher).Flush()
		<-release
	}))
	t.Cleanup(func() {
		close(release)
		server.Listener.Close()
	})
	client := &http.Client{Transport: &http.Transport{}}
	resp, err := client.Get(server.URL) // leak: select by=at // leak: select by=at
	if err != nil {
		t.Fatal(err)
	}
	_ = resp
	resp.Body.Read(make([]byte, 5))
}
