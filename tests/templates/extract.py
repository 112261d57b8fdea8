"""Prints the shell commands of a CI template in their order, as one bash script.

A GitHub workflow: the `run` steps of all jobs, each in a shell of its own whose PATH
grows by what earlier steps wrote to $GITHUB_PATH. A GitLab job: its `script` lines.
"""

import shlex
import sys

import yaml


def commands(document):
    if "jobs" in document:
        for job in document["jobs"].values():
            for step in job["steps"]:
                if "run" in step:
                    grown = '[ -e "$GITHUB_PATH" ] && PATH=$(paste -sd: "$GITHUB_PATH"):$PATH; '
                    yield "( " + grown + "bash -e -c " + shlex.quote(step["run"]) + " )"
        return
    for job in document.values():
        yield from job["script"]


with open(sys.argv[1], encoding="utf-8") as file:
    found = list(commands(yaml.safe_load(file)))
if len(found) < 2:
    sys.exit(sys.argv[1] + ": expected at least two commands")
print("\n".join(found))
