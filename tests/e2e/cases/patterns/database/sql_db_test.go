package database

import (
	"database/sql"
	"testing"
)

func TestSQLDBLeak(t *testing.T) {
	db, err := sql.Open("fake", "") // leak: select by=at rule=sql-db fix="t.Cleanup(func() { _ = db.Close() }) after database/sql_db_test.go:9"
	if err != nil {
		t.Fatal(err)
	}
	_ = db
}

func TestSQLDBClean(t *testing.T) {
	db, err := sql.Open("fake", "")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
}
