module example.com/heap_limit

go 1.24
