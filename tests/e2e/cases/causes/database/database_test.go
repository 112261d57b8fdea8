package database

import (
	"context"
	"database/sql"
	"testing"

	_ "example.com/causes/fakedb"
)

// A database that is not closed goes with the rows that hold a connection of it: each test that
// left one left rows or a transaction, too.
func TestRowsLeftOpen(t *testing.T) {
	db, err := sql.Open("fake", "") // leak: select by=at rule=sql-db count=3 leakers="TestRowsLeftOpen:1 TestTransactionLeftOpen:1 TestWaitsForConnection:1" cause=sql-rows
	if err != nil {
		t.Fatal(err)
	}
	ctx, _ := context.WithCancel(context.Background())
	if _, err := db.QueryContext(ctx, "select name from goods"); err != nil { // leak: select by=at rule=sql-rows count=2 leakers="TestRowsLeftOpen:1 TestWaitsForConnection:1" cause=-
		t.Fatal(err)
	}
}

func TestTransactionLeftOpen(t *testing.T) {
	db, err := sql.Open("fake", "")
	if err != nil {
		t.Fatal(err)
	}
	ctx, _ := context.WithCancel(context.Background())
	if _, err := db.BeginTx(ctx, nil); err != nil { // leak: chan receive by=at rule=sql-tx cause=-
		t.Fatal(err)
	}
}

// Who waits for a connection waits for the one that has it.
func TestWaitsForConnection(t *testing.T) {
	db, err := sql.Open("fake", "")
	if err != nil {
		t.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	ctx, _ := context.WithCancel(context.Background())
	if _, err := db.QueryContext(ctx, "select name from goods"); err != nil {
		t.Fatal(err)
	}
	go db.Exec("delete from goods") // leak: select rule=sql-connection-wait cause=sql-rows
}
