package database

import (
	"context"
	"testing"
)

func TestSQLTxLeak(t *testing.T) {
	ctx, _ := context.WithCancel(context.Background())
	if _, err := open(t).BeginTx(ctx, nil); err != nil { // leak: chan receive by=at rule=sql-tx fix="keep what (*DB).BeginTx gives (x, err := open(t).BeginTx(ctx, nil)) and t.Cleanup(func() { _ = x.Rollback() }) at database/sql_tx_test.go:10"
		t.Fatal(err)
	}
}

func TestSQLTxClean(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	tx, err := open(t).BeginTx(ctx, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer tx.Rollback()
}
