package database

import (
	"database/sql"
	"testing"
)

// shared is opened before the tests, so that it is no leak itself.
var shared *sql.DB

func init() {
	var err error
	if shared, err = sql.Open("fake", ""); err != nil {
		panic(err)
	}
	shared.SetMaxOpenConns(1)
}

func TestSQLConnectionWaitLeak(t *testing.T) {
	if _, err := shared.Query("select name from goods"); err != nil {
		t.Fatal(err)
	}
	go shared.Exec("delete from goods") // leak: select rule=sql-connection-wait
}

func TestSQLConnectionWaitClean(t *testing.T) {
	db := open(t)
	db.SetMaxOpenConns(1)
	rows, err := db.Query("select name from goods")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	go db.Exec("delete from goods")
}
