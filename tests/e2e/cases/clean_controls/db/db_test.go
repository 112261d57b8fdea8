package db

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"io"
	"testing"
)

type fake struct{}

func (fake) Open(string) (driver.Conn, error)           { return conn{}, nil }
func (conn) Prepare(string) (driver.Stmt, error)        { return stmt{}, nil }
func (conn) Close() error                               { return nil }
func (conn) Begin() (driver.Tx, error)                  { return tx{}, nil }
func (stmt) Close() error                               { return nil }
func (stmt) NumInput() int                              { return -1 }
func (stmt) Exec([]driver.Value) (driver.Result, error) { return driver.RowsAffected(1), nil }
func (stmt) Query([]driver.Value) (driver.Rows, error)  { return rows{}, nil }
func (rows) Columns() []string                          { return []string{"a"} }
func (rows) Close() error                               { return nil }
func (rows) Next([]driver.Value) error                  { return io.EOF }
func (tx) Commit() error                                { return nil }
func (tx) Rollback() error                              { return nil }

type (
	conn struct{}
	stmt struct{}
	rows struct{}
	tx   struct{}
)

func init() { sql.Register("fake", fake{}) }

func TestDatabase(t *testing.T) {
	t.Parallel()
	db, err := sql.Open("fake", "")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	rows, err := db.QueryContext(ctx, "select")
	if err != nil {
		t.Fatal(err)
	}
	for rows.Next() {
	}
	rows.Close()
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := tx.Rollback(); err != nil {
		t.Fatal(err)
	}
}
