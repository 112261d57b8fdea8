module example.com/version_one

go 1.24
