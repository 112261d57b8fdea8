module example.com/leak_shapes

go 1.24
