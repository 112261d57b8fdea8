// Package native keeps the environment in C, before Go starts.
package native

// #include <stdlib.h>
// #include <string.h>
//
// extern char **environ;
// static char *kept[4096];
// static int count;
//
// __attribute__((constructor)) static void keep(void) {
// 	while (environ[count] != NULL && count < 4095) {
// 		kept[count] = strdup(environ[count]);
// 		count++;
// 	}
// }
// static int kept_count(void) { return count; }
// static char *kept_at(int i) { return kept[i]; }
// static char *now(const char *name) { return getenv(name); }
import "C"

// Kept is the environment as C code saw it first.
func Kept() []string {
	var all []string
	for i := range int(C.kept_count()) {
		all = append(all, C.GoString(C.kept_at(C.int(i))))
	}
	return all
}

// Get is getenv of C, now.
func Get(name string) string { return C.GoString(C.now(C.CString(name))) }
