module runtime.helpers/y

go 1.24
