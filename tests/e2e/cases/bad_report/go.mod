module example.com/bad_report

go 1.24
