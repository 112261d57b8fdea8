module example.com/test_panics

go 1.24
