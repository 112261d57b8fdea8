module example.com/parallel_subtests

go 1.24
