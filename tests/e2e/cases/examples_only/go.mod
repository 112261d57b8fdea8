module example.com/examplesonly

go 1.24
