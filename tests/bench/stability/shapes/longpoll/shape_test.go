package longpoll

import (
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"
)

var kept []*httptest.Server

// Asks again as soon as an answer has come.
func TestShape(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		time.Sleep(20 * time.Millisecond)
		_, _ = io.WriteString(w, "nothing new")
	}))
	kept = append(kept, server)
	client := &http.Client{Transport: &http.Transport{}}
	go func() {
		for {
			response, err := client.Get(server.URL)
			if err != nil {
				return
			}
			_, _ = io.Copy(io.Discard, response.Body)
			response.Body.Close()
		}
	}()
}
