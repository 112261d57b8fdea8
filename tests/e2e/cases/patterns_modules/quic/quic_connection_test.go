package quic

import (
	"crypto/tls"
	"testing"

	"github.com/quic-go/quic-go"
)

var settings = &tls.Config{NextProtos: []string{"example"}}

func TestQuicConnectionLeak(t *testing.T) {
	if _, err := quic.ListenAddr("127.0.0.1:0", settings, nil); err != nil { // leak: IO wait by=at rule=quic-connection // leak: select by=at rule=quic-connection // leak: select by=at rule=library-wait // leak: select by=at rule=library-wait
		t.Fatal(err)
	}
}

func TestQuicConnectionClean(t *testing.T) {
	listener, err := quic.ListenAddr("127.0.0.1:0", settings, nil)
	if err != nil {
		t.Fatal(err)
	}
	listener.Close()
}
