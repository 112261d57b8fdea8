module example.com/does_not_compile

go 1.24
