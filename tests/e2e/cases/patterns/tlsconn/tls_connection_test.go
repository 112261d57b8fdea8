package tlsconn

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"io"
	"math/big"
	"net"
	"testing"
)

func settings(t *testing.T) *tls.Config {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1)}
	certificate, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	return &tls.Config{
		Certificates:       []tls.Certificate{{Certificate: [][]byte{certificate}, PrivateKey: key}},
		InsecureSkipVerify: true,
	}
}

// dial gives both ends of a connection, the server's with its handshake still to come.
func dial(t *testing.T) (client, server *tls.Conn) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	near, err := net.Dial("tcp", listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	far, err := listener.Accept()
	if err != nil {
		t.Fatal(err)
	}
	config := settings(t)
	return tls.Client(near, config), tls.Server(far, config)
}

// Without this a collection closes the other end, and the reader ends.
var open []io.Closer

func TestTLSConnectionLeak(t *testing.T) {
	client, server := dial(t)
	go io.Copy(io.Discard, server) // leak: IO wait rule=tls-connection
	if err := client.Handshake(); err != nil {
		t.Fatal(err)
	}
	open = append(open, client)
}

func TestTLSConnectionClean(t *testing.T) {
	client, server := dial(t)
	defer client.Close()
	defer server.Close()
	go io.Copy(io.Discard, server)
	if err := client.Handshake(); err != nil {
		t.Fatal(err)
	}
}
