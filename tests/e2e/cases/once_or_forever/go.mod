module example.com/once_or_forever

go 1.24
