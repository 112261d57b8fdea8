"""Lints shell scripts of the repository, and sees that the linter finds something in a damaged one: shell_lint_test.py FILE…"""

import os
import pathlib
import subprocess
import sys

import tools

SOURCE = pathlib.Path(os.environ["SOURCE"])
LINTER = tools.need("shellcheck")
for name in sys.argv[1:]:
    if subprocess.run([LINTER, SOURCE / name], check=False).returncode != 0:
        sys.exit(1)
damaged = (SOURCE / sys.argv[1]).read_text(encoding="utf-8").replace('"', "")
sys.exit(subprocess.run([LINTER, "-"], input=damaged, text=True, check=False, stdout=subprocess.DEVNULL).returncode == 0)
