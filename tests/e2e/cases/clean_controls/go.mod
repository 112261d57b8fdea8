module example.com/clean_controls

go 1.24
