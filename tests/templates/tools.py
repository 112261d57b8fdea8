"""The programs that the tests of the templates run, each put into $TOOLS once.

Without a way to get one, the test ends as skipped (77) with the reason.
"""

import os
import pathlib
import shutil
import subprocess
import sys

FOLDER = pathlib.Path(os.environ["TOOLS"])


def skip(reason):
    print(f"skipped: {reason}")
    sys.exit(77)


def need(program):
    return shutil.which(program) or skip(f"{program} is not here")


def from_go(name, package):
    """The program NAME of a Go package with its version."""
    program = FOLDER / name
    if not program.exists():
        need("go")
        FOLDER.mkdir(parents=True, exist_ok=True)
        made = subprocess.run(["go", "install", package], check=False,
                              env=dict(os.environ, GOFLAGS="", GOBIN=str(FOLDER)))
        if made.returncode != 0:
            skip(f"{package} could not be fetched")
    return program


def from_npm(name, package):
    """The program NAME of an npm package with its version."""
    folder = FOLDER / name
    if not (folder / "complete").exists():
        need("npm")
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        made = subprocess.run(["npm", "install", "--silent", "--no-audit", "--no-fund",
                               "--prefix", folder, package], check=False)
        if made.returncode != 0:
            skip(f"{package} could not be fetched")
        (folder / "complete").touch()
    return folder / "node_modules" / ".bin" / name


def from_pypi(name, package):
    """The program NAME of a Python package with its version."""
    folder = FOLDER / name
    if not (folder / "complete").exists():
        shutil.rmtree(folder, ignore_errors=True)
        made = subprocess.run([sys.executable, "-m", "venv", folder], check=False,
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        if made.returncode != 0:
            skip("python3 cannot make a virtual environment (apt-get install python3-venv)")
        made = subprocess.run([folder / "bin" / "python", "-m", "pip", "install", "--quiet",
                               "--disable-pip-version-check", package], check=False)
        if made.returncode != 0:
            skip(f"{package} could not be fetched")
        (folder / "complete").touch()
    return folder / "bin" / name


def build_cache(folder):
    """FOLDER as a build cache with what Go has compiled on this machine, and nothing of leakgate's."""
    folder.mkdir(parents=True)
    for entry in pathlib.Path(go_env("GOCACHE")).iterdir():
        if entry.name != "leakgate":
            (folder / entry.name).symlink_to(entry)
    return folder


def go_env(name):
    return subprocess.run(["go", "env", name], check=True, capture_output=True,
                          text=True).stdout.strip()
