"""Lints GitHub workflows, their expressions and the shell in them: lint_test.py FILE…"""

import subprocess
import sys

import tools

LINTER = tools.from_go("actionlint", "github.com/rhysd/actionlint/cmd/actionlint@v1.7.12")
sys.exit(subprocess.run([LINTER, *sys.argv[1:]], check=False).returncode)
