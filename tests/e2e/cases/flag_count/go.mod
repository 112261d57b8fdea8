module example.com/flag_count

go 1.24
