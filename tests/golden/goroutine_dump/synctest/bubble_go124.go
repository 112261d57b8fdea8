//go:build !go1.25

package main

import "testing/synctest"

func bubble(f func()) { synctest.Run(f) }
