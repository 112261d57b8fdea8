module example.com/slow_sites

go 1.26
