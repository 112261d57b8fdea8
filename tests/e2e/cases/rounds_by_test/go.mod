module example.com/rounds_by_test

go 1.24
