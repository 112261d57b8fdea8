"""Opens every golden profile with `go tool pprof` and compares what it shows, and the folded
stacks, with the JSON result of the same verdict. Draws the folded stacks with flamegraph.pl
where it is known."""

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys

# Debian's libdevel-nytprof-perl.
FLAMEGRAPH = "/usr/share/perl5/Devel/NYTProf/flamegraph.pl"
SAMPLE = re.compile(r"^ +(\d+): ((?:\d+ )+)$", re.M)


def leaks_of(result):
    return [one for one in result["findings"]
            if one["kind"] == "goroutine" and one["disposition"] == "reported"]


def pprof(option, path):
    run = subprocess.run(["go", "tool", "pprof", option, str(path)], capture_output=True,
                         env={**os.environ, "GOFLAGS": "", "PPROF_NO_SYMBOLIZE": "1"})
    if run.returncode != 0:
        raise ValueError(f"pprof {option}: {run.stderr.decode(errors='replace').strip()}")
    return run.stdout.decode()


def profile_faults(path, leaks):
    raw = pprof("-raw", path)
    count = sum(one["count"] for one in leaks)
    counted = sum(int(match[1]) for match in SAMPLE.finditer(raw))
    if counted != count:
        yield f"pprof counts {counted} goroutines, not {count}"
    fingerprints = set(re.findall(r"fingerprint:\[(.*?)\]", raw))
    if fingerprints != {one["fingerprint"] for one in leaks}:
        yield f"pprof shows the fingerprints {sorted(fingerprints)}"
    top, traces = pprof("-top", path), pprof("-traces", path)
    if leaks and f"{count} total" not in top:
        yield f"the top is not of {count}: {top.splitlines()[:3]}"
    if "\x1b" in raw + top + traces:
        yield "an escape byte reaches the terminal"


def folded_faults(text, leaks):
    count = 0
    for line in text.splitlines():
        match = re.fullmatch(r"[^ ;]+(?:;[^ ;]+)+ (\d+)", line)
        if match is None:
            yield f"no stack: {line!r}"
            return
        count += int(match[1])
    if count != sum(one["count"] for one in leaks):
        yield f"the folded stacks hold {count} goroutines"
    if not text or not (os.path.exists(FLAMEGRAPH) and shutil.which("perl")):
        return
    run = subprocess.run(["perl", FLAMEGRAPH, "--countname=goroutines"], input=text.encode(),
                         capture_output=True)
    if run.returncode != 0 or b"Ignored" in run.stderr:
        yield f"flamegraph.pl: {run.stderr.decode(errors='replace').strip()}"
    if f"all ({count} goroutines, 100%)".encode() not in run.stdout:
        yield f"flamegraph.pl does not draw {count} goroutines"


def main(folder):
    if shutil.which("go") is None:
        print("skipped: go is not here")
        return 77
    profiles = sorted(pathlib.Path(folder).glob("*.pb.gz"))
    found = [] if profiles else [f"no profiles in {folder}"]
    for path in profiles:
        name = path.name.removesuffix(".pb.gz")
        leaks = leaks_of(json.loads(path.with_name(name + ".json").read_text(encoding="utf-8")))
        text = path.with_name(name + ".folded").read_text(encoding="utf-8")
        try:
            found += [f"{name}: {fault}" for fault in profile_faults(path, leaks)]
        except ValueError as error:
            found.append(f"{name}: {error}")
        found += [f"{name}: {fault}" for fault in folded_faults(text, leaks)]
        # A check that never fails would prove nothing.
        if leaks and not list(folded_faults(text + "a b;c 1 2 x\n", leaks)):
            found.append(f"{name}: damage is accepted")
    print("\n".join(found) or f"{len(profiles)} profiles are fine")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
