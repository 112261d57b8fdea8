module example.com/outlived_race

go 1.24
