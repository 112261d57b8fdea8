module example.com/confirmalternatives

go 1.24
