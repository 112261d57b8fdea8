module example.com/helper_process

go 1.24
