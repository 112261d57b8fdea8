module example.com/heapclean

go 1.24
