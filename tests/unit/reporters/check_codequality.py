"""Checks every golden Code Quality report against what GitLab documents and relies on."""

import copy
import json
import pathlib
import sys
import unicodedata

try:
    import jsonschema
except ImportError:
    print("skipped: python3-jsonschema is not installed")
    sys.exit(77)


def faults(validator, report):
    for error in validator.iter_errors(report):
        yield f"{'/'.join(map(str, error.path))}: {error.message}"
    fingerprints = [entry.get("fingerprint") for entry in report]
    for fingerprint in {f for f in fingerprints if fingerprints.count(f) > 1}:
        yield f"fingerprint {fingerprint!r} is there twice: GitLab keeps one of them"
    for entry in report:
        text = entry.get("description", "") + entry["location"].get("path", "")
        if any(unicodedata.category(c) in ("Cc", "Zl", "Zp") for c in text):
            yield f"{entry['fingerprint']}: a control character or line end in {text!r}"


def main(schema_path, folder):
    schema = json.loads(pathlib.Path(schema_path).read_text(encoding="utf-8"))
    jsonschema.Draft7Validator.check_schema(schema)
    validator = jsonschema.Draft7Validator(schema)
    files = sorted(pathlib.Path(folder).glob("*.codequality"))
    found = [] if files else [f"no Code Quality reports in {folder}"]
    for path in files:
        data = path.read_bytes()
        if not data.startswith(b"["):
            found.append(f"{path.name}: does not start with the array (GitLab refuses a BOM)")
        report = json.loads(data)
        found += [f"{path.name}: {fault}" for fault in faults(validator, report)]
        # A check that never fails would prove nothing.
        for damage in ("severity", "location", "twice") if report else ():
            damaged = copy.deepcopy(report)
            if damage == "twice":
                damaged.append(damaged[0])
            else:
                damaged[0][damage] = {}
            if not list(faults(validator, damaged)):
                found.append(f"{path.name}: a damaged report is accepted ({damage})")
    print("\n".join(found) or f"{len(files)} reports are fine")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
