"""Validates every golden SARIF file: what code scanning documents as required or refused, and,
where it is found, the official schema of SARIF 2.1.0.

The schema is taken from the Go module that carries it (the OASIS file of errata 01), through the
go command; without it, or without python3-jsonschema, only our own checks are made.
"""

import copy
import json
import pathlib
import re
import subprocess
import sys
from urllib.parse import unquote, urlsplit

LEVELS = {"note", "warning", "error"}
LINK = re.compile(r"(?<!\\)\]\(([^)]*)\)")


MODULE = "github.com/owenrumney/go-sarif/v3@v3.3.1"


def schema_validator():
    try:
        import jsonschema

        said = subprocess.run(["go", "mod", "download", "-json", MODULE], check=True, cwd="/",
                              capture_output=True, timeout=300).stdout
        source = pathlib.Path(json.loads(said)["Dir"], "pkg/report/v210/sarif/schema.go")
        schema = json.loads(source.read_text(encoding="utf-8").split("`")[1])
        return jsonschema.validators.validator_for(schema)(schema)
    except (ImportError, OSError, subprocess.SubprocessError) as error:
        print(f"no schema: {error}")
        return None


def place_faults(location):
    physical = location.get("physicalLocation", {})
    artifact = physical.get("artifactLocation", {})
    uri, region = artifact.get("uri", ""), physical.get("region", {})
    parts = urlsplit(uri)
    if not uri or parts.scheme or parts.netloc or uri.startswith("/") or parts.path != uri:
        yield f"uri {uri!r} is not a path below the root"
    if ".." in unquote(uri).split("/") or "$GOROOT" in unquote(uri):
        yield f"uri {uri!r} leads out of the repository"
    if artifact.get("uriBaseId") != "%SRCROOT%" or region.get("startLine", 0) < 1:
        yield f"{uri!r}: no base or no line"
    if "endColumn" in region and region["endColumn"] <= region["startColumn"]:
        yield f"{uri!r}: an empty region"


def result_faults(result, rules):
    if not rules or rules[result["ruleIndex"]]["id"] != result["ruleId"]:
        yield "ruleIndex does not lead to ruleId"
    if result["level"] not in LEVELS or not result["message"]["text"]:
        yield "no level or no message"
    if "suppressions" in result:
        yield "suppressed: code scanning would open an alert all the same"
    if len(result["locations"]) != 1:
        yield "not one location"
    related = result.get("relatedLocations", [])
    flow = [step["location"] for code in result.get("codeFlows", [])
            for thread in code["threadFlows"] for step in thread["locations"]]
    for location in result["locations"] + related + flow:
        yield from place_faults(location)
    targets = LINK.findall(result["message"]["text"])
    if sorted(targets) != sorted(str(location["id"]) for location in related):
        yield f"links {targets} are not the related locations"
    if any("primaryLocationLineHash" in key for key in result.get("partialFingerprints", {})):
        yield "primaryLocationLineHash is for GitHub to compute"


def run_faults(run):
    rules = run["tool"]["driver"]["rules"]
    if len({rule["id"] for rule in rules}) != len(rules):
        yield "two rules have the same id"
    for rule in rules:
        texts = [rule[key]["text"] for key in ("shortDescription", "fullDescription", "help")]
        if not all(texts) or any(len(text) > 1024 for text in texts[:2]):
            yield f"rule {rule['id']}: a text is empty or too long"
        if len(rule["properties"]["tags"]) > 10 or "security-severity" in rule["properties"]:
            yield f"rule {rule['id']}: too many tags, or called a security alert"
    if not isinstance(run.get("results"), list):
        yield "no list of results: uploaders insist on one"
    if run["properties"]["outcome"] == "no_verdict" and run["invocations"][0]["executionSuccessful"]:
        yield "a run without a verdict calls itself successful"
    seen = set()
    for result in run.get("results", []):
        yield from (f"{result['ruleId']}: {fault}" for fault in result_faults(result, rules))
        place = json.dumps([result["ruleId"], result["locations"][0]["physicalLocation"]])
        if place in seen and result["properties"]["kind"] == "goroutine":
            yield f"{place}: two results that code scanning takes for one"
        seen.add(place)


def faults(log, validator):
    for error in validator.iter_errors(log) if validator else ():
        yield f"{'/'.join(map(str, error.path))}: {error.message}"
    if log.get("version") != "2.1.0" or not log.get("$schema") or len(log["runs"]) != 1:
        yield "not SARIF 2.1.0 with one run"
    yield from run_faults(log["runs"][0])


def main(folder):
    validator = schema_validator()
    files = sorted(pathlib.Path(folder).glob("*.sarif"))
    found = [] if files else [f"no SARIF files in {folder}"]
    for path in files:
        log = json.loads(path.read_text(encoding="utf-8"))
        found += [f"{path.name}: {fault}" for fault in faults(log, validator)]
        # A check that never fails would prove nothing.
        damaged = copy.deepcopy(log)
        damaged["runs"][0]["results"] = [{"ruleId": 1, "locations": []}]
        if validator and validator.is_valid(damaged):
            found.append(f"{path.name}: a damaged file is accepted")
    print("\n".join(found) or f"{len(files)} files are fine")
    if not found and not validator:
        print("skipped: the check with the official schema")
        return 77
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
