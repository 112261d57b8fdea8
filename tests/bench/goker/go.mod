module leakgate.example/bench/goker

go 1.24
