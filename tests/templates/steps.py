"""Runs the steps of a job of CircleCI or Azure Pipelines on this machine, as far as they are commands and folders.

Of a system there is what these templates use of it: variables, commands and how they fail, what runs all the same, and what
is kept from where. A step that is not known here is an error of the test, and not left out.
"""

import pathlib
import re
import subprocess

import yaml


class Job:
    """How it ended, what it printed, the files that were kept and the folders that go into the cache."""

    def __init__(self, module, environment):
        self.module, self.environment = module, environment
        self.code, self.log, self.kept, self.cached = 0, "", set(), []

    def command(self, line, *shell):
        done = subprocess.run([*shell, line], cwd=self.module, env=self.environment, text=True, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, check=False, timeout=300)
        self.code, self.log = done.returncode, self.log + done.stdout

    def keep(self, name):
        path = self.module / name
        self.kept |= {str(found.relative_to(self.module)) for found in ([path] if path.is_file() else path.rglob("*"))}

    def cache(self, path):
        self.cached.append(pathlib.Path(path))


def circleci(text, module, environment):
    """The job `leakgate` of a configuration; HOME of ENVIRONMENT stands for that of CircleCI's images."""
    home = environment["HOME"]
    job = yaml.safe_load(text.replace("/home/circleci", home))["jobs"]["leakgate"]
    run = Job(module, environment | job["environment"])
    for step in job["steps"]:
        [(name, what)] = step.items() if isinstance(step, dict) else [(step, {})]
        if name == "run" and run.code == 0:
            run.command(what["command"], "/bin/bash", "-eo", "pipefail", "-c")
        elif name == "save_cache":
            # After a command that failed the rest is left out, but for what says otherwise.
            for path in what["paths"] if run.code == 0 or what.get("when") == "always" else []:
                run.cache(path.replace("~", home, 1))
        elif name in ("store_test_results", "store_artifacts"):
            run.keep(what["path"])
        elif name not in ("run", "checkout", "restore_cache"):
            raise ValueError(name)
    return run


def azure(text, module, environment):
    """The only job of a pipeline."""
    known = {"Pipeline.Workspace": environment["HOME"], "Agent.OS": "Linux", "Build.SourceVersion": "0" * 40}
    pipeline = yaml.safe_load(re.sub(r"\$\(([\w.]+)\)", lambda macro: known[macro[1]], text))
    run, caches = Job(module, environment | pipeline["variables"]), []
    for step in pipeline["steps"]:
        runs = run.code == 0 or step.get("condition") == "always()"
        inputs = step.get("inputs", {})
        if step.get("task") == "Cache@2":
            caches.append(inputs["path"])
        elif step.get("task") == "PublishTestResults@2" and runs:
            run.keep(inputs["testResultsFiles"])
        elif "publish" in step and runs:
            run.keep(step["publish"])
        elif "script" in step and runs:
            run.command(step["script"], "/bin/bash", "--noprofile", "--norc", "-c")
        elif not {"script", "publish"} & set(step) and step.get("task") != "GoTool@0" and runs:
            raise ValueError(step)
    # The task saves its folder behind a job that succeeded alone.
    for path in caches if run.code == 0 else []:
        run.cache(path)
    return run
