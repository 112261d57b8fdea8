// Package real holds the versions of the public modules that script/real tests.
package real

import (
	_ "github.com/allegro/bigcache/v3"
	_ "github.com/eapache/go-resiliency/breaker"
	_ "github.com/fortytw2/leaktest"
	_ "github.com/google/go-cmp/cmp"
	_ "github.com/gorilla/websocket"
	_ "github.com/hashicorp/go-immutable-radix/v2"
	_ "github.com/hashicorp/go-retryablehttp"
	_ "github.com/hashicorp/golang-lru/v2"
	_ "github.com/jackc/puddle/v2"
	_ "github.com/jellydator/ttlcache/v3"
	_ "github.com/patrickmn/go-cache"
	_ "github.com/robfig/cron/v3"
	_ "github.com/sony/gobreaker"
	_ "github.com/spf13/cobra"
	_ "github.com/stretchr/testify/assert"
	_ "github.com/stretchr/testify/mock"
	_ "github.com/stretchr/testify/require"
	_ "go.uber.org/goleak"
	_ "go.uber.org/zap"
	_ "golang.org/x/net/http2"
	_ "golang.org/x/net/netutil"
	_ "golang.org/x/sync/errgroup"
	_ "google.golang.org/grpc"
)
