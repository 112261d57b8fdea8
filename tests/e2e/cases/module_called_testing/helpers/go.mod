module testing.helpers/y

go 1.24
