package database

import (
	"context"
	"database/sql"
	"testing"
)

func firstName(t *testing.T, ctx context.Context, db *sql.DB) *sql.Rows {
	rows, err := db.QueryContext(ctx, "select name from goods")
	if err != nil {
		t.Fatal(err)
	}
	if !rows.Next() {
		t.Fatal("no rows")
	}
	return rows
}

func TestSQLRowsLeak(t *testing.T) {
	ctx, _ := context.WithCancel(context.Background())
	firstName(t, ctx, open(t)) // leak: select by=at rule=sql-rows fix="t.Cleanup(func() { _ = rows.Close() }) after database/sql_rows_test.go:10"
}

func TestSQLRowsClean(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	rows := firstName(t, ctx, open(t))
	defer rows.Close()
}
