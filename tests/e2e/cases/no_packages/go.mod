module example.com/no_packages

go 1.24
