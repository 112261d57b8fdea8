module example.com/fills_slowly

go 1.26
