module example.com/no_tests_at_all

go 1.24
