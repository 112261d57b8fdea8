module example.com/module_called_runtime

go 1.24

require runtime.helpers/y v0.0.0

replace runtime.helpers/y => ./helpers
