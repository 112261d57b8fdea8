module example.com/testmain_phases

go 1.24
