module example.com/runs_no_m

go 1.24
