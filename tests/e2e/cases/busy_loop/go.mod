module example.com/busy_loop

go 1.24
