module leakgate.example/bench/wall

go 1.24
