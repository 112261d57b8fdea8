package tracker

import "testing"

func TestOnce(t *testing.T) { Watch("a") }

func TestOnceAgain(t *testing.T) { Watch("b") }

func TestSwap(t *testing.T) { Swap() }

func TestPool(t *testing.T) { Pool() }

func TestBegin(t *testing.T) { Begin() }

func TestReceiver(t *testing.T) { Central() }

func TestOnceFunc(t *testing.T) { lazily() }
