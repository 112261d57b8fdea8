module example.com/after_func

go 1.24
