module example.com/singletons

go 1.24
