module example.com/failing_tests

go 1.24
