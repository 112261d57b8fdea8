module example.com/killedwhilewaiting

go 1.24
