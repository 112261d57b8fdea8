#!/usr/bin/env python3
"""Writes a large result, as `--report json` would, from a small one: make_result.py SMALL OUT FINDINGS PACKAGES.

All findings are one of the small result with other names; the tests are what they name.
"""

import copy
import json
import sys

K_TESTS = 4  # of a package, beside those that leak


def named(text, old, new):
    return text.replace(old, new) if isinstance(text, str) else text


def renamed(value, old, new):
    """A copy of `value` in which each text names another package."""
    if isinstance(value, dict):
        return {key: renamed(each, old, new) for key, each in value.items()}
    if isinstance(value, list):
        return [renamed(each, old, new) for each in value]
    return named(value, old, new)


def finding(model, number, package):
    out = renamed(model, model["package"], package)
    out["fingerprint"] = f"v2:{number:032x}"
    out["test"] = f"TestOrders{number}/invoice"
    out["leakers"] = [dict(leaker, test=out["test"]) for leaker in out["leakers"][:1]]
    out["count"] = out["leakers"][0]["count"] = 1
    out["caused_by"] = out["cause_reason"] = ""
    out["excused"] = 0
    return out


def ledger(reported):
    zero = dict.fromkeys(("in_before", "runtime", "allowed", "baseline", "below_threshold"), 0)
    return {"seen": reported, **zero, "reported": reported}


def lines(value):
    return json.dumps(value, indent=2, ensure_ascii=False)


def write_list(file, key, values, margin="  "):
    """One field of the document whose list is too long to be held."""
    file.write(f'{margin}"{key}": [')
    separator = "\n"
    for value in values:
        file.write(separator + f"{margin}  " + lines(value).replace("\n", f"\n{margin}  "))
        separator = ",\n"
    file.write(f"\n{margin}]")


def package_verdicts(model, names, per_package):
    for name in names:
        yield dict(copy.deepcopy(model), import_path=name, ledger=ledger(per_package[name]))


def package_runs(model, names, per_package, first):
    test = model["tests"][0]
    for name in names:
        leaking = [f"TestOrders{first[name] + i * len(names)}" for i in range(per_package[name])]
        tests = [dict(test, name=f"TestFine{i}") for i in range(K_TESTS)]
        tests += [dict(test, name=each + suffix) for each in leaking for suffix in ("", "/invoice")]
        yield dict(model, import_path=name, tests=tests)


def write(small, out, findings, packages):
    model = min((each for each in small["findings"] if each["kind"] == "goroutine"), key=lambda each: len(lines(each)))
    names = [f"example.com/shop/p{i:06}" for i in range(packages)]
    per_package = {name: findings // packages + (i < findings % packages) for i, name in enumerate(names)}
    first = {name: i for i, name in enumerate(names)}
    lists = {
        "findings": (finding(model, i, names[i % packages]) for i in range(findings)),
        "packages": package_verdicts(small["packages"][0], names, per_package),
        "run": package_runs(small["run"]["packages"][0], names, per_package, first),
    }
    small["ledger"] = ledger(findings)
    with open(out, "w", encoding="utf-8") as file:
        file.write("{\n")
        for number, (key, value) in enumerate(small.items()):
            file.write(",\n" if number else "")
            if key == "run":
                file.write('  "run": {\n')
                write_list(file, "packages", lists[key], "    ")
                file.write("\n  }")
            elif key in lists:
                write_list(file, key, lists[key])
            else:
                file.write(f'  "{key}": ' + lines(value).replace("\n", "\n  "))
        file.write("\n}\n")


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as source:
        write(json.load(source), sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
