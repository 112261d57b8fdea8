module example.com/os_exit_in_test

go 1.24
