package exits

import (
	"fmt"
	"os"
	"testing"
)

func TestBefore(t *testing.T) {}

func TestExits(t *testing.T) {
	fmt.Println("leaving")
	os.Exit(3)
}

func TestNever(t *testing.T) {}
