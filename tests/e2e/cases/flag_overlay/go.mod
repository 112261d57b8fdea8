module example.com/flag_overlay

go 1.24
