module example.com/flag_args

go 1.24
