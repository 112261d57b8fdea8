module example.com/flag_tags

go 1.24
