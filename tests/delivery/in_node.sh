#!/usr/bin/env bash
# in_node.sh FOLDER PACKAGE… -- COMMAND ARGUMENT…: runs a command with npm packages, which are
# put into FOLDER once; NODE_PATH and PATH lead to them. 77 (skipped) when there is no Node or no
# way to the packages.
set -euo pipefail

folder=$1
shift
packages=()
while [ "$1" != -- ]; do
  packages+=("$1")
  shift
done
shift
skip() { echo "skipped: $*"; exit 77; }

command -v npm >/dev/null || skip "npm is not here"
if [ "$(cat "$folder/complete" 2>/dev/null)" != "${packages[*]}" ]; then
  rm -rf "$folder"
  mkdir -p "$folder"
  echo '{"private": true}' >"$folder/package.json"
  npm install --prefix "$folder" --no-audit --no-fund --ignore-scripts --loglevel=error \
    "${packages[@]}" >"$folder/install.log" 2>&1 ||
    skip "npm could not fetch ${packages[*]}: $(tail -n 1 "$folder/install.log")"
  echo "${packages[*]}" >"$folder/complete"
fi
export NODE_PATH=$folder/node_modules PATH=$folder/node_modules/.bin:$PATH
exec "$@"
