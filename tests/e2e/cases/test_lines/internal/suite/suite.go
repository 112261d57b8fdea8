// Package suite runs the methods of a value, as suites of other modules do.
package suite

import (
	"reflect"
	"strings"
	"testing"
)

// Run calls SetupSuite, then each method Test… as a subtest.
func Run(t *testing.T, suite any) {
	value := reflect.ValueOf(suite)
	if set, ok := suite.(interface{ SetupSuite() }); ok {
		set.SetupSuite()
	}
	for i := range value.NumMethod() {
		name := value.Type().Method(i).Name
		if strings.HasPrefix(name, "Test") {
			t.Run(name, func(t *testing.T) {
				value.Method(i).Call([]reflect.Value{reflect.ValueOf(t)})
			})
		}
	}
}
