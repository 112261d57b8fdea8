module example.com/confirmhang

go 1.24
