module example.com/outlived

go 1.24
