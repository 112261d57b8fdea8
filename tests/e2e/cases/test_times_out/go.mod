module example.com/test_times_out

go 1.24
