module example.com/failing_helpers

go 1.24
