module example.com/modules

go 1.24

require (
	github.com/fsnotify/fsnotify v1.9.0
	golang.org/x/sync v0.16.0
)

require golang.org/x/sys v0.13.0 // indirect
