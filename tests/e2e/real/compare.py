#!/usr/bin/env python3
"""compare.py PLAIN.jsonl RESULT.json: outcomes of `go test -json` against leakgate's result.

Prints each test that is not the same in both; exit code 1 when there is one. Addresses and
dates in test names differ from run to run by themselves and count as equal.
"""
import collections
import json
import re
import sys

OUTCOMES = ("pass", "fail", "skip")


def steady(name):
    return re.sub(r"time\.Date\([^)]*\)", "time.Date()", re.sub(r"0x[0-9a-f]+", "0x", name))


def plain_tests(path):
    tests = collections.Counter()
    with open(path, encoding="utf-8") as stream:
        for line in stream:
            event = json.loads(line)
            if "Test" in event and event["Action"] in OUTCOMES:
                tests[event["Package"], steady(event["Test"]), event["Action"]] += 1
    return tests


def gated_tests(path):
    with open(path, encoding="utf-8") as stream:
        packages = json.load(stream)["run"]["packages"]
    return collections.Counter(
        (package["import_path"], steady(test["name"]), test["outcome"])
        for package in packages
        for test in package["tests"]
    )


def main():
    plain, gated = plain_tests(sys.argv[1]), gated_tests(sys.argv[2])
    print(f"tests: {plain.total()} plain, {gated.total()} gated")
    for who, rest in (("plain", plain - gated), ("gated", gated - plain)):
        for package, name, outcome in sorted(rest):
            print(f"{who} only: {outcome} {package} {name}")
    return 0 if plain == gated else 1


sys.exit(main())
