package pipes

import (
	"io"
	"net"
	"testing"
)

func TestNetPipeLeak(t *testing.T) {
	client, server := net.Pipe()
	go io.ReadAll(client) // leak: select rule=net-pipe
	_ = server
}

func TestNetPipeClean(t *testing.T) {
	client, server := net.Pipe()
	defer server.Close()
	go io.ReadAll(client)
}
