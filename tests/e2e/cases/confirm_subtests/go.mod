module example.com/confirmsubtests

go 1.24
