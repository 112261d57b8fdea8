# Shared by the scripts of this folder; sourced, not run.

top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$top" || exit 1

oldest_go_minor=24

say() { printf '== %s\n' "$*"; }
die() { printf '%s: %s\n' "$(basename "$0")" "$*" >&2; exit 1; }

# Go is not ours to install: which release a project uses is its own choice.
require_go() {
  command -v go >/dev/null 2>&1 ||
    die "go: not found (install Go 1.$oldest_go_minor or newer and put it on PATH: https://go.dev/dl)"
  local version minor
  version=$(cd / && go env GOVERSION 2>/dev/null)
  minor=$(printf '%s' "$version" | sed -n 's/^go1\.\([0-9]*\).*/\1/p')
  if [ -n "$minor" ] && [ "$minor" -lt "$oldest_go_minor" ]; then
    die "go: too old, got \"$version\" (install Go 1.$oldest_go_minor or newer: https://go.dev/dl)"
  fi
}
