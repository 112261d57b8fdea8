module example.com/own_checkers

go 1.24

require (
	github.com/fortytw2/leaktest v1.3.0
	go.uber.org/goleak v1.3.0
)
