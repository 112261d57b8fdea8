module example.com/flag_cover

go 1.24
