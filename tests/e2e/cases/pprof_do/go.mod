module example.com/pprof_do

go 1.24
