// The error is in line 3.
int twice(int n) {
  return 2 * m;
}
