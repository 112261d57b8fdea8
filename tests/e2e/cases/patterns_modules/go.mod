module example.com/modules

go 1.24

require (
	github.com/benbjohnson/clock v1.3.5
	github.com/fsnotify/fsnotify v1.9.0
	github.com/hashicorp/go-metrics v0.5.4
	github.com/hashicorp/yamux v0.1.2
	github.com/patrickmn/go-cache v2.1.0+incompatible
	github.com/quic-go/quic-go v0.54.1
	golang.org/x/sync v0.16.0
)

require (
	github.com/hashicorp/go-immutable-radix v1.0.0 // indirect
	github.com/hashicorp/golang-lru v0.5.0 // indirect
	go.uber.org/mock v0.5.0 // indirect
	golang.org/x/crypto v0.26.0 // indirect
	golang.org/x/mod v0.18.0 // indirect
	golang.org/x/net v0.28.0 // indirect
	golang.org/x/sys v0.23.0 // indirect
	golang.org/x/tools v0.22.0 // indirect
)
