package testkit_test

import (
	"net/http/httptest"
	"testing"
)

// Of package httptest alone it has no Stop of this module.
func TestPlainServer(t *testing.T) {
	s := httptest.NewServer(nil) // leak: IO wait rule=http-test-server by=at fix="t.Cleanup(func() { s.Close() }) after wrapped/testkit/testkit_test.go:10"
	_ = s
}
