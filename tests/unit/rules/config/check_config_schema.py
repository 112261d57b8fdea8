"""Asks a JSON Schema validator of others about the files that the loader's test reads.

A bad file whose first line is `# schema: accepts` is wrong in a way that a schema cannot
express; one with `# schema: not YAML` must not even be read.
"""

import json
import pathlib
import re
import sys

try:
    import jsonschema
    import yaml
except ImportError:
    print("skipped: python3-jsonschema or python3-yaml is not installed")
    sys.exit(77)


class CoreLoader(yaml.SafeLoader):
    """The core schema of YAML 1.2, as editors read it: no dates, and `off` is a word."""

    yaml_implicit_resolvers = {}


def resolve(tag, expression, first):
    CoreLoader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(expression), list(first))


resolve("null", r"^(~|null|Null|NULL|)$", ["~", "n", "N", ""])
resolve("bool", r"^(true|True|TRUE|false|False|FALSE)$", "tTfF")
resolve("int", r"^[-+]?[0-9]+$", "-+0123456789")
resolve("float", r"^[-+]?(\.[0-9]+|[0-9]+\.[0-9]*)([eE][-+]?[0-9]+)?$", "-+.0123456789")


def main(schema_path, corpus):
    schema = json.loads(pathlib.Path(schema_path).read_text(encoding="utf-8"))
    jsonschema.Draft7Validator.check_schema(schema)
    validator = jsonschema.Draft7Validator(schema)
    failures = []
    files = sorted(pathlib.Path(corpus).glob("*/*.yml"))
    for path in files:
        text = path.read_text(encoding="utf-8")
        name = f"{path.parent.name}/{path.name}"
        unreadable = text.startswith("# schema: not YAML\n")
        expected = path.parent.name == "good" or text.startswith("# schema: accepts\n")
        try:
            document = yaml.load(text, CoreLoader)
        except yaml.YAMLError as error:
            if not unreadable:
                failures.append(f"{name}: not YAML: {error}")
            continue
        errors = [error.message for error in validator.iter_errors(document)]
        if unreadable:
            failures.append(f"{name}: is YAML after all")
        elif expected and errors:
            failures.append(f"{name}: refused: {errors[0]}")
        elif not expected and not errors:
            failures.append(f"{name}: accepted")
    if len(files) < 50:
        failures.append(f"only {len(files)} files in {corpus}")
    print("\n".join(failures) or f"the schema says what the loader says about {len(files)} files")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
