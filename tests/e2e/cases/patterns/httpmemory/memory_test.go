package httpmemory

import (
	"context"
	"io"
	"net"
	"net/http"
	"sync"
	"testing"
)

// memory is a listener whose connections are pipes.
type memory struct {
	conns chan net.Conn
	done  chan struct{}
	once  sync.Once
}

func (m *memory) Accept() (net.Conn, error) {
	select {
	case conn := <-m.conns:
		return conn, nil
	case <-m.done:
		return nil, net.ErrClosed
	}
}

func (m *memory) Close() error   { m.once.Do(func() { close(m.done) }); return nil }
func (m *memory) Addr() net.Addr { return &net.UnixAddr{} }

func (m *memory) dial(context.Context, string, string) (net.Conn, error) {
	client, server := net.Pipe()
	m.conns <- server
	return client, nil
}

func inMemory(t *testing.T) *http.Client {
	m := &memory{conns: make(chan net.Conn), done: make(chan struct{})}
	t.Cleanup(func() { m.Close() })
	go http.Serve(m, http.NotFoundHandler())
	return &http.Client{Transport: &http.Transport{DialContext: m.dial}}
}

func get(t *testing.T, client *http.Client, url string) {
	resp, err := client.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	io.Copy(io.Discard, resp.Body)
}

func TestIdleInMemoryLeak(t *testing.T) {
	client := inMemory(t)            // leak: select by=at rule=net-pipe
	get(t, client, "http://memory/") // leak: select by=at rule=http-idle-in-memory // leak: select by=at rule=http-connection-writer
}

func TestIdleInMemoryClean(t *testing.T) {
	client := inMemory(t)
	defer client.CloseIdleConnections()
	get(t, client, "http://memory/")
}
