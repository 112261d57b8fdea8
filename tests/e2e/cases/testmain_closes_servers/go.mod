module example.com/testmain_closes_servers

go 1.24
