"""Makes the results that the scenarios report: `results.py LEAKGATE DEMO FOLDER` gates the demo
module as it is (leaks.json), with the mistake of package stock mended (fewer.json), and with all
of them mended (clean.json), in the same place, shop/, which is left as it is in the demo."""

import os
import pathlib
import shutil
import subprocess
import sys

STOCK = [("stock/pool.go", "make(chan answer)", "make(chan answer, len(warehouses))")]
OTHERS = [
    ("broker/hub.go", "if _, ok := h.subs[name]; ok {", "if ch, ok := h.subs[name]; ok {close(ch)"),
    ("rates/client.go", "ticker *time.Ticker", "ticker *time.Ticker; done chan struct{}"),
    ("rates/client.go", "NewTicker(interval)}", "NewTicker(interval), done: make(chan struct{})}"),
    (
        "rates/client.go",
        "for range c.ticker.C {",
        "for { select { case <-c.done: return; case <-c.ticker.C: }",
    ),
    ("rates/client.go", "c.ticker.Stop()", "c.ticker.Stop(); close(c.done)"),
    ("rates/client.go", "if resp.StatusCode", "defer resp.Body.Close(); if resp.StatusCode"),
]
RESULTS = [
    ("clean", STOCK + OTHERS, 0),
    ("fewer", STOCK, 1),
    ("leaks", [], 1),
]


def mend(module, mistakes):
    for path, wrong, right in mistakes:
        file = module / path
        text = file.read_text()
        if text.count(wrong) != 1:
            sys.exit(f"{path}: {wrong!r} is no longer there once")
        file.write_text(text.replace(wrong, right))


def main():
    leakgate, demo, folder = map(pathlib.Path, sys.argv[1:])
    shutil.rmtree(folder, ignore_errors=True)
    if not shutil.which("go"):
        print("skipped: go is not here")
        return 77
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("GITHUB", "CI_"))}
    module = folder / "shop"
    for name, mistakes, code in RESULTS:
        shutil.rmtree(module, ignore_errors=True)
        shutil.copytree(demo, module)
        (module / ".git").mkdir()  # where the repository begins
        mend(module, mistakes)
        usual = ["--confirm=off", "--settle=500ms", f"--report=json={folder}/{name}.json"]
        line = [leakgate, "test", *usual, "./..."]
        run = subprocess.run(
            line, cwd=module, capture_output=True, text=True, timeout=300, env=environment
        )
        if run.returncode != code:
            print(run.stdout, run.stderr, f"{name}: expected {code}, got {run.returncode}")
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
