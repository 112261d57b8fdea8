module example.com/race_at_exit

go 1.24
