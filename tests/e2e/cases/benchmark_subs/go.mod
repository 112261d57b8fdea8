module example.com/benchmark_subs

go 1.24
