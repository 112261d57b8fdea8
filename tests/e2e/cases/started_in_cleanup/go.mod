module example.com/started_in_cleanup

go 1.24
