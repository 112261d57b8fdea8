module example.com/abandoned

go 1.24
