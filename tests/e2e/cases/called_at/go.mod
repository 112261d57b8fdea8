module example.com/called

go 1.24

require example.com/pool v1.0.0
