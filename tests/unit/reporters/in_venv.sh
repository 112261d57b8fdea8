#!/usr/bin/env bash
# in_venv.sh FOLDER PACKAGE SCRIPT ARGUMENT…: runs a Python script with a package of PyPI, which
# is put into FOLDER once. 77 (skipped) when there is no Python or no way to the package.
set -euo pipefail

folder=$1 package=$2
shift 2
skip() { echo "skipped: $*"; exit 77; }

if ! [ -e "$folder/complete" ]; then
  command -v python3 >/dev/null || skip "python3 is not here"
  rm -rf "$folder"
  python3 -m venv "$folder" >/dev/null 2>&1 ||
    skip "python3 cannot make a virtual environment (apt-get install python3-venv)"
  "$folder/bin/python" -m pip install --quiet --disable-pip-version-check "$package" ||
    skip "$package could not be fetched"
  touch "$folder/complete"
fi
exec "$folder/bin/python" "$@"
