module example.com/heaponce

go 1.24
