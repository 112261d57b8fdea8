module example.com/narrowed

go 1.24
