module example.com/imitated_dump

go 1.24
