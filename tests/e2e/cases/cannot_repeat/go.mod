module example.com/cannot_repeat

go 1.24
