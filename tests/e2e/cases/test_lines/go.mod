module example.com/test_lines

go 1.24
