module example.com/fuzz_seeds

go 1.24
