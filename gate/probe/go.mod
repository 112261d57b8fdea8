module leakgate/probe

go 1.24
