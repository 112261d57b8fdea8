package network

import (
	"net"
	"testing"
)

func packets(t *testing.T) *net.UDPConn {
	conn, err := net.ListenUDP("udp", &net.UDPAddr{IP: net.IPv4(127, 0, 0, 1)})
	if err != nil {
		t.Fatal(err)
	}
	return conn
}

func receive(conn *net.UDPConn) {
	buffer := make([]byte, 1500)
	for {
		if _, _, err := conn.ReadFrom(buffer); err != nil {
			return
		}
	}
}

func TestPacketReadLeak(t *testing.T) {
	conn := packets(t)
	go receive(conn) // leak: IO wait rule=packet-read
	open = append(open, conn)
}

func TestPacketReadClean(t *testing.T) {
	conn := packets(t)
	defer conn.Close()
	go receive(conn)
}
