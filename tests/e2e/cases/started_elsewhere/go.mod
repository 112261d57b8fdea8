module example.com/started_elsewhere

go 1.24

require example.com/dep v0.0.0

replace example.com/dep => ./third_party/dep
