module example.com/synctest_bubble

go 1.25
