module example.com/finalizer_stops

go 1.24
