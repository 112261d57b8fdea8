module example.com/run_matches_nothing

go 1.24
