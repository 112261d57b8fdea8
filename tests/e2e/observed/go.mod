module example.com/observed

go 1.24
