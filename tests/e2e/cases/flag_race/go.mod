module example.com/flag_race

go 1.24
