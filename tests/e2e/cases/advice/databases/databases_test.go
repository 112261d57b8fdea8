package databases

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"testing"
)

type nowhere struct{}

func (nowhere) Connect(context.Context) (driver.Conn, error) { return nil, errors.New("nowhere") }

func (nowhere) Driver() driver.Driver { return nil }

func TestA(t *testing.T) {
	db := sql.OpenDB(nowhere{}) // leak: select by=at rule=sql-db test=TestA count=15 fix="and 9 more; t.Cleanup(func() { _ = first.Close() }) after databases/databases_test.go:84; t.Cleanup(func() { _ = second.Close() }) after databases/databases_test.go:85"
	_ = db.Stats()
}

func TestB(t *testing.T) {
	db := sql.OpenDB(nowhere{})
	_ = db.Stats()
}

func TestC(t *testing.T) {
	db := sql.OpenDB(nowhere{})
	_ = db.Stats()
}

func TestD(t *testing.T) {
	db := sql.OpenDB(nowhere{})
	_ = db.Stats()
}

func TestE(t *testing.T) {
	db := sql.OpenDB(nowhere{})
	_ = db.Stats()
}

func TestF(t *testing.T) {
	db := sql.OpenDB(nowhere{})
	_ = db.Stats()
}

func TestG(t *testing.T) {
	db := sql.OpenDB(nowhere{})
	_ = db.Stats()
}

func TestH(t *testing.T) {
	db := sql.OpenDB(nowhere{})
	_ = db.Stats()
}

func TestI(t *testing.T) {
	db := sql.OpenDB(nowhere{})
	_ = db.Stats()
}

func TestJ(t *testing.T) {
	db := sql.OpenDB(nowhere{})
	_ = db.Stats()
}

func TestK(t *testing.T) {
	db := sql.OpenDB(nowhere{})
	_ = db.Stats()
}

func TestL(t *testing.T) {
	db := sql.OpenDB(nowhere{})
	_ = db.Stats()
}

func TestM(t *testing.T) {
	db := sql.OpenDB(nowhere{})
	_ = db.Stats()
}

// Both are named, however many other tests there are.
func TestTwo(t *testing.T) {
	first := sql.OpenDB(nowhere{})
	second := sql.OpenDB(nowhere{})
	if first == second {
		t.Fatal("one")
	}
}
