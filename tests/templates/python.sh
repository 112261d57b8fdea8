# Sourced: makes a Python environment below $TOOLS once, with what the checks need.
# Leaves the test as skipped (77) when there is no Python or no way to the packages.

python=$TOOLS/python/bin/python
skip() { echo "skipped: $*" >&2; exit 77; }

if ! [ -e "$TOOLS/python/complete" ]; then
  command -v python3 >/dev/null || skip "python3 is not here"
  rm -rf "$TOOLS/python"
  python3 -m venv "$TOOLS/python" >/dev/null 2>&1 ||
    skip "python3 cannot make a virtual environment (apt-get install python3-venv)"
  "$python" -m pip install --quiet --disable-pip-version-check check-jsonschema==0.39.0 PyYAML ||
    skip "check-jsonschema could not be fetched"
  touch "$TOOLS/python/complete"
fi
