"""What a template meets: a repository with a Go module, and one with leakgate's source."""

import shutil
import stat
import subprocess

BUILD = """#!/bin/sh
[ "$*" = release ] || { echo "build: unexpected $*"; exit 1; }
folder=$(dirname "$0")/../build/release/gate/app
mkdir -p "$folder" && cp "%s" "$folder/leakgate" && echo "build: done"
"""

# It passes where no token and no input of the action reaches the tests.
CLEAN_TEST = """package p

import (
	"os"
	"testing"
)

func TestEnvironment(t *testing.T) {
	for _, name := range []string{
		"GITHUB_TOKEN", "LEAKGATE_GITHUB_TOKEN", "GITLAB_TOKEN", "LEAKGATE_GITLAB_TOKEN",
		"LEAKGATE_INPUT_PACKAGES", "LEAKGATE_INPUT_ARGS", "LEAKGATE_INPUT_REPORTS",
	} {
		if _, here := os.LookupEnv(name); here {
			t.Error(name)
		}
	}
}
"""

LEAKS = """package p

import "testing"

func TestIt(t *testing.T) {
	c := make(chan int)
	go func() { c <- 1 }()
}
"""
MENDED = LEAKS.replace("go func() { c <- 1 }()", "go func() { c <- 1 }()\n\t<-c")


def git(folder, *words):
    subprocess.run(["git", "-C", folder, "-c", "user.name=t", "-c", "user.email=t@example.com", *words], check=True)


def commit(folder, origin):
    """Makes FOLDER a repository with one commit."""
    git(folder, "init", "--quiet", "--initial-branch", "main")
    git(folder, "remote", "add", "origin", origin)
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "--message", "one")


def small(folder):
    """A module with one leak, which `mend` takes out in a commit of its own."""
    folder.mkdir()
    (folder / "go.mod").write_text("module example.com/small\n\ngo 1.24\n")
    (folder / "p_test.go").write_text(LEAKS)
    return folder


def mend(folder):
    (folder / "p_test.go").write_text(MENDED)
    git(folder, "commit", "--quiet", "--message", "mended", "--", "p_test.go")


def leaky(folder, source):
    # Its memory that grows takes rounds, which say nothing about a template.
    shutil.copytree(source / "tests" / "demo", folder, ignore=shutil.ignore_patterns("catalog"))
    return folder


def clean(folder):
    folder.mkdir()
    (folder / "go.mod").write_text("module example.com/clean\n\ngo 1.24\n")
    (folder / "p_test.go").write_text(CLEAN_TEST)
    return folder


def leakgate(folder, source, binary):
    """leakgate's own repository as far as a template uses it, of a commit without a release. Only the compilation and the
    installation of packages are left out: script/build puts BINARY where it builds to."""
    (folder / "script" / "dist").mkdir(parents=True)
    (folder / "ci-templates").mkdir()
    for name in ("action.yml", "script/dist/action", "script/dist/install.sh"):
        shutil.copy(source / name, folder / name)
    digests(folder, version="", url="", x86_64="", aarch64="")
    for name, text in {"setup": "#!/bin/sh\nexit 0\n", "build": BUILD % binary}.items():
        script = folder / "script" / name
        script.write_text(text)
        script.chmod(script.stat().st_mode | stat.S_IXUSR)
    return folder


def digests(folder, **values):
    """Writes which release the commit of FOLDER belongs to, as script/release does."""
    (folder / "ci-templates" / "digests").write_text("".join(f"{key}={value}\n" for key, value in values.items()))


def patches(source, path):
    """The files of a change that adds PATH of the leaky module, as the forges show them."""
    lines = (source / "tests" / "demo" / path).read_text().splitlines()
    return {path: "\n".join([f"@@ -0,0 +1,{len(lines)} @@", *("+" + line for line in lines)])}
