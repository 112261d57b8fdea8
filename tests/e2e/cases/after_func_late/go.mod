module example.com/after_func_late

go 1.24
