// Package databases has what looks like one cause, rows and their database, and is two.
package databases

import (
	"context"
	"database/sql"
	"testing"

	_ "example.com/causes/fakedb"
)

func TestDatabaseNotClosed(t *testing.T) {
	if _, err := sql.Open("fake", ""); err != nil { // leak: select by=at rule=sql-db cause=-
		t.Fatal(err)
	}
}

// These rows are of another database, which is closed.
func TestRowsNotClosed(t *testing.T) {
	db, err := sql.Open("fake", "")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	ctx, _ := context.WithCancel(context.Background())
	if _, err := db.QueryContext(ctx, "select name from goods"); err != nil { // leak: select by=at rule=sql-rows cause=-
		t.Fatal(err)
	}
}
