package network

import "testing"

func send(w interface{ Write([]byte) (int, error) }) {
	block := make([]byte, 1<<20)
	for {
		if _, err := w.Write(block); err != nil {
			return
		}
	}
}

func TestConnectionWriteLeak(t *testing.T) {
	client, server := connect(t)
	go send(client) // leak: IO wait rule=connection-write
	open = append(open, server)
}

func TestConnectionWriteClean(t *testing.T) {
	client, server := connect(t)
	defer server.Close()
	defer client.Close()
	go send(client)
}
