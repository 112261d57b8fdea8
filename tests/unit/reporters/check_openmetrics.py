"""Reads every golden OpenMetrics file with the parser of prometheus_client, compares what it
read with the JSON result of the same verdict, and reads each line as GitLab does."""

import json
import pathlib
import re
import shlex
import sys

from prometheus_client.openmetrics.parser import text_string_to_metric_families

COLUMNS = ("seen", "in_before", "runtime", "allowed", "baseline", "below_threshold", "reported")
MOST_SERIES = 500


def samples_of(text):
    """Metric name -> {labels: value}."""
    found = {}
    for family in text_string_to_metric_families(text):
        if not family.documentation:
            raise ValueError(f"{family.name} has no help")
        if family.type != "gauge":  # node_exporter refuses the types that OpenMetrics added
            raise ValueError(f"{family.name} is a {family.type}")
        for sample in family.samples:
            key = tuple(sorted(sample.labels.items()))
            if key in found.setdefault(sample.name, {}):
                raise ValueError(f"{sample.name}{key} twice")
            found[sample.name][key] = sample.value
    return found


def faults(text, result):
    try:
        found = samples_of(text)
    except ValueError as error:
        yield f"not OpenMetrics: {error}"
        return
    for name, series in found.items():
        if len(series) > MOST_SERIES:
            yield f"{name} has {len(series)} series"
    ledger = {dict(key)["column"]: value for key, value in found["leakgate_ledger_goroutines"].items()}
    if ledger != {column: result["ledger"][column] for column in COLUMNS}:
        yield f"the ledger is {ledger}"
    if found["leakgate_outcome"][(("outcome", result["outcome"]),)] != 1:
        yield f"the outcome is not {result['outcome']}"
    leaked = sum(one["count"] for one in result["findings"]
                 if one["kind"] == "goroutine" and one["disposition"] == "reported")
    if sum(found.get("leakgate_goroutines_leaked", {}).values()) != leaked:
        yield f"not {leaked} leaked goroutines"
    if sum(found.get("leakgate_findings", {}).values()) != len(result["findings"]):
        yield f"not {len(result['findings'])} findings"
    yield from gitlab_faults(text, sum(len(series) for series in found.values()))


def gitlab_faults(text, count):
    # ee/lib/gitlab/ci/parsers/metrics/generic.rb: cuts at #, splits as a shell does, the first
    # word is the name and the second one the value.
    names = set()
    for line in text.split("\n"):
        try:
            words = shlex.split(re.sub("#.*$", "", line))
        except ValueError as error:
            yield f"GitLab cannot split {line!r}: {error}"
            return
        if words:
            names.add(words[0])
            float(words[1])
    if len(names) != count:
        yield f"GitLab reads {len(names)} metrics of {count}"


def main(folder):
    files = sorted(pathlib.Path(folder).glob("*.openmetrics"))
    found = [] if files else [f"no files in {folder}"]
    for path in files:
        text = path.read_text(encoding="utf-8")
        result = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        found += [f"{path.name}: {fault}" for fault in faults(text, result)]
        # A check that never fails would prove nothing.
        for damaged in (text.replace("# EOF\n", ""), text.replace('="', '=', 1)):
            if not list(faults(damaged, result)):
                found.append(f"{path.name}: damage is accepted")
    print("\n".join(found) or f"{len(files)} reports are fine")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
