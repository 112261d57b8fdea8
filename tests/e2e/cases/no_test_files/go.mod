module example.com/no_test_files

go 1.24
