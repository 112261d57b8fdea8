module example.com/started_in_init

go 1.24
