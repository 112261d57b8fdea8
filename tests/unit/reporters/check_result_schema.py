"""Validates every golden JSON result against the published schema, with a validator of others."""

import copy
import json
import pathlib
import sys

try:
    import jsonschema
except ImportError:
    print("skipped: python3-jsonschema is not installed")
    sys.exit(77)


def main(schema_path, folder):
    schema = json.loads(pathlib.Path(schema_path).read_text(encoding="utf-8"))
    # Draft 2020-12 is known since jsonschema 4.0; what we use means the same in draft 7.
    validator_class = getattr(jsonschema, "Draft202012Validator", jsonschema.Draft7Validator)
    validator_class.check_schema(schema)
    validator = validator_class(schema)
    files = sorted(pathlib.Path(folder).glob("*.json"))
    failures = [] if files else [f"no JSON files in {folder}"]
    for path in files:
        result = json.loads(path.read_text(encoding="utf-8"))
        for error in validator.iter_errors(result):
            failures.append(f"{path.name}: {'/'.join(map(str, error.path))}: {error.message}")
        # A schema that accepts anything would prove nothing.
        damaged = copy.deepcopy(result)
        damaged["ledger"]["lost"] = 1
        if validator.is_valid(damaged):
            failures.append(f"{path.name}: an unknown field in the ledger is accepted")
    print("\n".join(failures) or f"{len(files)} results are valid")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
