module example.com/run_in_subfolder

go 1.24
