package main

// Run is what the test looks for.
func Run() {}
