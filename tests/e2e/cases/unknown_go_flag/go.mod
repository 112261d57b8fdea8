module example.com/unknown_go_flag

go 1.24
