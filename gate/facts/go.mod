module leakgate.facts

go 1.24
