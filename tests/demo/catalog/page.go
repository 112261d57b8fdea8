// Package catalog shows the products to visitors.
package catalog

import (
	"bytes"
	"fmt"
)

const products = 1000

// pages are those that were drawn before, by visitor.
var pages = map[string][]byte{}

// Page is the catalog as this visitor sees it.
func Page(visitor string) []byte {
	page, drawn := pages[visitor]
	if !drawn {
		page = draw(visitor)
		// The bug: visitors come and go, their pages stay. A limit would do.
		pages[visitor] = page
	}
	return page
}

func draw(visitor string) []byte {
	var page bytes.Buffer
	fmt.Fprintf(&page, "Welcome, %s\n", visitor)
	for product := range products {
		fmt.Fprintf(&page, "%4d  today's price for you: %d cents\n", product, 100+product)
	}
	return page.Bytes()
}
