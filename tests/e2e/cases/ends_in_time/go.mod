module example.com/ends_in_time

go 1.24
