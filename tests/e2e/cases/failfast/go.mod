module example.com/failfast

go 1.24
