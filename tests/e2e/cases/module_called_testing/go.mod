module testing.example.com/x

go 1.24

require testing.helpers/y v0.0.0

replace testing.helpers/y => ./helpers
