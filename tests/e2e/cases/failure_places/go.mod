module example.com/failure_places

go 1.24
