// Package fakedb is a driver for database/sql whose queries have one row, in memory.
package fakedb

import (
	"database/sql"
	"database/sql/driver"
	"io"
)

type (
	fake struct{}
	conn struct{}
	stmt struct{}
	rows struct{ read bool }
	tx   struct{}
)

func (fake) Open(string) (driver.Conn, error)           { return conn{}, nil }
func (conn) Prepare(string) (driver.Stmt, error)        { return stmt{}, nil }
func (conn) Close() error                               { return nil }
func (conn) Begin() (driver.Tx, error)                  { return tx{}, nil }
func (stmt) Close() error                               { return nil }
func (stmt) NumInput() int                              { return -1 }
func (stmt) Exec([]driver.Value) (driver.Result, error) { return driver.RowsAffected(1), nil }
func (stmt) Query([]driver.Value) (driver.Rows, error)  { return &rows{}, nil }
func (*rows) Columns() []string                         { return []string{"name"} }
func (*rows) Close() error                              { return nil }
func (tx) Commit() error                                { return nil }
func (tx) Rollback() error                              { return nil }

func (r *rows) Next(values []driver.Value) error {
	if r.read {
		return io.EOF
	}
	r.read = true
	values[0] = "lamp"
	return nil
}

func init() { sql.Register("fake", fake{}) }
