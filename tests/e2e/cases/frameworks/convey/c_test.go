package convey

import (
	"testing"

	"example.com/frameworks/hub"
	. "github.com/smartystreets/goconvey/convey"
)

func TestSpec(t *testing.T) {
	Convey("a hub", t, func() {
		Convey("starts", func() {
			h := hub.Start()
			So(h, ShouldNotBeNil)
		})
	})
}
