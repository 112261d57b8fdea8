module example.com/bad_config

go 1.24
