module example.com/testmain_exit_in_defer

go 1.24
