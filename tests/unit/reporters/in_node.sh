#!/usr/bin/env bash
# in_node.sh FOLDER PACKAGE SCRIPT ARGUMENT…: runs a Node script with a package of npm, which is
# put into FOLDER once. 77 (skipped) when there is no Node or no way to the package.
set -euo pipefail

folder=$1 package=$2
shift 2
skip() { echo "skipped: $*"; exit 77; }

command -v node >/dev/null || skip "node is not here"
if ! [ -e "$folder/complete" ]; then
  command -v npm >/dev/null || skip "npm is not here"
  rm -rf "$folder"
  mkdir -p "$folder"
  npm install --silent --no-audit --no-fund --prefix "$folder" "$package" ||
    skip "$package could not be fetched"
  touch "$folder/complete"
fi
NODE_PATH=$folder/node_modules exec node "$@"
