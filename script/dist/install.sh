#!/bin/sh
# Installs leakgate on Linux (x86_64 or aarch64). No root is needed.
#
#   sh install.sh [--dir DIR]     into DIR; without it $LEAKGATE_INSTALL_DIR, or ~/.local/bin
#
# The install.sh of a release knows its version and the digest of its checksums.txt: whatever
# server the files come from, only what was released is unpacked. With the digest of an archive,
#
#   sh install.sh --version VERSION --sha256 DIGEST --url URL
#
# takes that one from URL; `--cache FILE` keeps it there for the next time. LEAKGATE_URL names a
# mirror, a folder on a server. Exit code 3: it could not be downloaded; 1: anything else.
set -eu

version=@VERSION@
url=@URL@
checksums=@CHECKSUMS@ # SHA-256 of checksums.txt
code=1

die() {
  printf 'leakgate: %s\n' "$*" >&2
  exit "$code"
}

fetch() {
  if command -v curl >/dev/null 2>&1; then
    curl -fsSL --retry 2 --connect-timeout 20 -o "$2" "$1" && return
  elif command -v wget >/dev/null 2>&1; then
    wget -q -O "$2" "$1" && return
  else
    die "curl or wget, got neither (install one of them)"
  fi
  code=3
  die "$1: could not be downloaded (see above; LEAKGATE_URL names another place to take it from)"
}

digest_of() {
  if command -v sha256sum >/dev/null 2>&1; then
    sum=$(sha256sum <"$1")
  elif command -v shasum >/dev/null 2>&1; then
    sum=$(shasum -a 256 <"$1")
  else
    die "sha256sum or shasum, got neither (install one of them)"
  fi
  printf '%s\n' "${sum%% *}"
}

# same FILE DIGEST: refuses what is not that.
same() {
  got=$(digest_of "$work/$1")
  [ "$got" = "$2" ] ||
    die "$url/$1: not what was released, got SHA-256 $got, expected $2 (nothing was installed)"
}

machine() {
  [ "$(uname -s)" = Linux ] || die "system, got \"$(uname -s)\" (there are programs for Linux)"
  case $(uname -m) in
    x86_64 | amd64) echo x86_64 ;;
    aarch64 | arm64) echo aarch64 ;;
    *) die "machine, got \"$(uname -m)\" (there are programs for x86_64 and aarch64; others build from source)" ;;
  esac
}

read_words() {
  while [ $# -gt 0 ]; do
    case $1 in
      --dir | --version | --sha256 | --url | --cache) [ $# -gt 1 ] || die "$1: no value" ;;
    esac
    case $1 in
      --dir) dir=$2 ;;
      --version) version=$2 ;;
      --sha256) sha256=$2 ;;
      --url) url=$2 ;;
      --cache) cache=$2 ;;
      *) die "option, got \"$1\" (--dir DIR)" ;;
    esac
    shift 2
  done
}

main() {
  dir=${LEAKGATE_INSTALL_DIR:-${HOME:-}/.local/bin}
  url=${LEAKGATE_URL:-$url}
  sha256=
  cache=
  read_words "$@"
  case $version$url in
    *@*) die "version and address, got none (take the install.sh of a release)" ;;
  esac
  arch=$(machine)
  archive=leakgate_${version}_linux_$arch.tar.gz
  work=$(mktemp -d)
  trap 'rm -rf "$work" "$dir/.leakgate.$$"' EXIT
  trap 'exit 130' INT TERM

  if [ -z "$sha256" ]; then
    fetch "$url/checksums.txt" "$work/checksums.txt"
    same checksums.txt "$checksums"
    # The whole name: other files of a release begin with it.
    sha256=$(awk -v name="$archive" '$2 == name { print $1 }' "$work/checksums.txt")
    [ -n "$sha256" ] || die "$url/checksums.txt: does not name $archive (nothing was installed)"
  fi
  if [ -f "$cache" ] && [ "$(digest_of "$cache")" = "$sha256" ]; then
    cp "$cache" "$work/$archive"
  else
    fetch "$url/$archive" "$work/$archive"
  fi
  same "$archive" "$sha256"
  if [ -n "$cache" ]; then
    { mkdir -p "$(dirname "$cache")" && cp "$work/$archive" "$cache.$$" && mv -f "$cache.$$" "$cache"; } || die "$cache: cannot be written"
  fi
  tar -xzf "$work/$archive" -C "$work"

  # Started where it will be: nothing may run from some folders for temporary files. One that runs
  # meanwhile keeps its file.
  { mkdir -p "$dir" && cp "$work/bin/leakgate" "$dir/.leakgate.$$"; } ||
    die "$dir: cannot be written (--dir names another folder)"
  said=$("$dir/.leakgate.$$" version) || die "$archive: does not start here (nothing was installed)"
  mv -f "$dir/.leakgate.$$" "$dir/leakgate"
  echo "$said: $dir/leakgate"
  case :$PATH: in
    *:"$dir":*) ;;
    *) echo "$dir is not on PATH: export PATH=\"$dir:\$PATH\"" ;;
  esac
}

# Called on the last line: half of this file does nothing.
main "$@"
