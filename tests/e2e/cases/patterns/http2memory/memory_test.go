package http2memory

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

func get(t *testing.T, client *http.Client, url string) {
	resp, err := client.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	io.Copy(io.Discard, resp.Body)
}

func inMemoryHTTP2(t *testing.T) *http.Client {
	m := &memory{conns: make(chan net.Conn), done: make(chan struct{})}
	t.Cleanup(func() { m.Close() })
	protocols := &http.Protocols{}
	protocols.SetUnencryptedHTTP2(true)
	server := &http.Server{Protocols: protocols, Handler: http.NotFoundHandler()}
	go server.Serve(m)
	return &http.Client{Transport: &http.Transport{Protocols: protocols, DialContext: m.dial}}
}

func TestHTTP2InMemoryLeak(t *testing.T) {
	client := inMemoryHTTP2(t)       // leak: select by=at rule=http2-server-connection // leak: select by=at rule=http2-server-connection
	get(t, client, "http://memory/") // leak: select by=at rule=http2-client-connection
}

func TestHTTP2InMemoryClean(t *testing.T) {
	client := inMemoryHTTP2(t)
	defer client.CloseIdleConnections()
	get(t, client, "http://memory/")
}
