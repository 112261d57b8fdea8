module example.com/godebug

go 1.24

godebug x509negativeserial=1
