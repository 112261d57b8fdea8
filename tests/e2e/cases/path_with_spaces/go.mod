module example.com/path_with_spaces

go 1.24
