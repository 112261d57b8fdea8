module example.com/allocs_per_run

go 1.24
