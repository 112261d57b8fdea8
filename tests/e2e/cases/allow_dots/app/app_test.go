package app

import (
	"testing"

	"github.com/nats-io/nats.go"
	"gopkg.in/natefinch/lumberjack.v2"
)

func TestLogs(t *testing.T)     { lumberjack.New() }
func TestConnects(t *testing.T) { nats.Connect() }
