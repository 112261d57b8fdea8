module example.com/vet_fails

go 1.24
