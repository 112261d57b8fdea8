"""Runs the gate on shapes/ and prints, for each shape, how many different verdicts it got.

usage: script/bench stability [--runs N] [--loaded N] [--go VERSION ...] [SHAPE ...]

--runs N     runs for each Go version (30)
--loaded N   how many of them beside one busy process per processor (10)
--go V       a Go release, as GOTOOLCHAIN names it (the installed one); may be given again

A row is stable when every run has the same findings: fingerprint, rule, severity, tier and
line. Then what the first run found is accepted as a baseline and all runs are compared with it:
`accepted` counts those that were green. `endsintime` has twins that must stay clean.
"""

import argparse
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).parent
SHAPES = HERE / "shapes"


def reported(result):
    return [f for f in result["findings"] if f["disposition"] == "reported"]


def shape_of(package):
    return package.rsplit("/", 1)[-1]


def identity(finding):
    """What must not change from run to run."""
    tier = "growing or proven" if finding["tier"] in ("growing", "proven") else finding["tier"]
    blocked = finding["blocked"]
    return (finding["fingerprint"], finding["rule"], finding["severity"], tier,
            f'{blocked["file"]}:{blocked["line"]}', finding["count"])


class Hogs:
    """One busy process per processor, for as long as it is entered."""

    def __init__(self, wanted):
        self.count = os.cpu_count() if wanted else 0
        self.running = []

    def __enter__(self):
        loop = "while True: pass"
        self.running = [subprocess.Popen([sys.executable, "-c", loop]) for _ in range(self.count)]

    def __exit__(self, *_):
        for process in self.running:
            process.kill()
            process.wait()


def run_gate(leakgate, folder, result, shapes, environment, baseline="off"):
    command = [leakgate, "test", "--no-cache", f"--baseline={baseline}", f"--report=json={result}",
               *[f"./{shape}" for shape in shapes]]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
    if done.returncode not in (0, 1):
        sys.exit(f"leakgate: exit code {done.returncode}\n{done.stdout}{done.stderr}")
    return json.loads(pathlib.Path(result).read_text())


def accepted_runs(leakgate, folder, results, environment):
    """For each shape, in how many of the results the baseline of the first covers everything."""
    first = folder / "first.json"
    first.write_text(json.dumps(results[0]))
    baseline = folder / "baseline.json"
    subprocess.run([leakgate, "baseline", "--output", str(baseline), str(first)], check=True,
                   capture_output=True, env=environment)
    entries = json.loads(baseline.read_text())["clusters"]
    known = {}
    for entry in entries:
        for name in [entry["fingerprint"], *entry.get("variants", [])]:
            known.setdefault((entry["package"], name), entry["count"])
    green = {}
    for result in results:
        open_shapes = set()
        for finding in reported(result):
            names = [finding["fingerprint"], *finding["places"]]
            counts = [known.get((finding["package"], name), 0) for name in names]
            if max(counts) < finding["count"]:
                open_shapes.add(shape_of(finding["package"]))
        for package in result["packages"]:
            shape = shape_of(package["import_path"])
            green[shape] = green.get(shape, 0) + (shape not in open_shapes)
    return green


def measure(options, version, folder):
    environment = dict(os.environ)
    if version != "installed":
        environment["GOTOOLCHAIN"] = version
    results = []
    for number in range(options.runs):
        loaded = number >= options.runs - options.loaded
        with Hogs(loaded):
            results.append(run_gate(options.leakgate, folder / "shapes", folder / "result.json",
                                    options.shapes, environment))
        print(f"\r{version}: run {number + 1} of {options.runs}", end="", file=sys.stderr)
    print(file=sys.stderr)
    return results, accepted_runs(options.leakgate, folder, results, environment)


def table(version, results, accepted, shapes):
    print(f"{version}, {len(results)} runs")
    print(f'{"shape":<12} {"findings":>8} {"verdicts":>8} {"accepted":>8}   rule, severity, tier, line')
    for shape in shapes:
        seen = {}
        for result in results:
            found = sorted(identity(f) for f in reported(result) if shape_of(f["package"]) == shape)
            seen[tuple(found)] = seen.get(tuple(found), 0) + 1
        most = max(seen, key=seen.get)
        print(f"{shape:<12} {len(most):>8} {len(seen):>8} {accepted.get(shape, 0):>8}", end="")
        for finding in most or [("", "", "", "", "", 0)]:
            print(f'   {", ".join(part for part in finding[1:5] if part)}')
        for other, count in seen.items():
            if other != most:
                print(f"{'':>14}{count} times: {[finding[1:] for finding in other]}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--leakgate", required=True)
    parser.add_argument("--runs", type=int, default=30)
    parser.add_argument("--loaded", type=int, default=10)
    parser.add_argument("--go", action="append")
    parser.add_argument("shapes", nargs="*")
    options = parser.parse_args()
    options.leakgate = os.path.abspath(options.leakgate)
    options.shapes = options.shapes or sorted(p.name for p in SHAPES.iterdir() if p.is_dir())
    for version in options.go or ["installed"]:
        with tempfile.TemporaryDirectory() as folder:
            shutil.copytree(SHAPES, pathlib.Path(folder) / "shapes")
            results, accepted = measure(options, version, pathlib.Path(folder))
            table(version, results, accepted, options.shapes)


main()
