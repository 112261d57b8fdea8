module example.com/test_names

go 1.24
