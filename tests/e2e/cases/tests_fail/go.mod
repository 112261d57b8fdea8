module example.com/tests_fail

go 1.24
