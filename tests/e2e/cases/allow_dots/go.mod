module example.com/dots

go 1.24

require (
	github.com/nats-io/nats.go v1.0.0
	gopkg.in/natefinch/lumberjack.v2 v2.0.0
)

replace (
	github.com/nats-io/nats.go => ./nats
	gopkg.in/natefinch/lumberjack.v2 => ./lumberjack
)
