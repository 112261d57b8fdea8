package testkit_test

import (
	"net/http/httptest"
	"testing"
)

// Of package httptest alone it has no Stop of this module.
func TestPlainServer(t *testing.T) {
	s := httptest.NewServer(nil) // leak: IO wait rule=http-test-server by=at fix="defer server.Close() right after httptest.NewServer"
	_ = s
}
