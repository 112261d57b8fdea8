module example.com/unknown_flag

go 1.24
