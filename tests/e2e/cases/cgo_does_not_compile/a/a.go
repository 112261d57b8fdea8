package a

/*
static int f(void) { return missing; }
*/
import "C"

func F() int { return int(C.f()) }
