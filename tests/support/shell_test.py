"""What leakgate prints for shells and for man works there.

    shell_test.py LEAKGATE bash|zsh|fish|man

Skipped (77) where that program is not installed.
"""

import concurrent.futures
import os
import pathlib
import pty
import select
import shutil
import subprocess
import sys
import tempfile
import time

LEAKGATE, SHELL = pathlib.Path(sys.argv[1]).resolve(), sys.argv[2]

# What stands on the line up to the cursor -> what is offered, and what is not.
CASES = {
    "leakgate t": (["test"], ["init"]),
    "leakgate test --pro": (["--proof"], ["--prune"]),
    "leakgate test --proof ": (["auto", "on", "off"], ["--prune"]),
    "leakgate test --fail-on=o": (["one-time"], ["proven"]),
    "leakgate test --report ju": (["junit=", "junit-strict="], ["json="]),
    "leakgate test --baseline o": (["off"], ["--output"]),
    "leakgate test -ra": (["-race"], ["-run"]),
    "leakgate report f": (["first.json"], ["second.json"]),
    "leakgate report --report=json=s": (["second.json"], ["first.json"]),
    "leakgate baseline -o f": (["first.json"], ["second.json"]),
    "leakgate baseline --pr": (["--prune"], ["--proof"]),
    "leakgate explain ru": (["rules"], ["first.json"]),
    "leakgate completion z": (["zsh"], ["fish"]),
    "leakgate help ex": (["explain"], ["report"]),
}


def printed(*words):
    return subprocess.run([LEAKGATE, *words], check=True, capture_output=True, text=True).stdout


def by_bash(line, script):
    """As readline does it: words are divided at = too, and what is offered replaces the last one."""
    words = line.replace("=", " = ").split()
    words += [""] if line.endswith((" ", "=")) else []
    ask = f"""source {script}
COMP_WORDS=({' '.join(f"'{word}'" for word in words)}); COMP_CWORD={len(words) - 1}
_leakgate; printf '%s\\n' "${{COMPREPLY[@]}}" """
    return subprocess.run(["bash", "--norc", "-uc", ask], check=True, capture_output=True, text=True, cwd=script.parent).stdout


def by_fish(line, script):
    ask = f"source {script}; complete -C '{line}'"
    return subprocess.run(["fish", "--no-config", "-c", ask], check=True, capture_output=True, text=True, cwd=script.parent,
                          env={**os.environ, "HOME": str(script.parent)}).stdout


def by_zsh(line, script):
    """In a terminal, with the key that lists what can be completed."""
    start = (f"cd {script.parent}; PS1=; autoload -Uz compinit; compinit -u -D; source {script}; zstyle ':completion:*' list-prompt ''; "
             "LISTMAX=0; bindkey '^X' list-choices; bindkey '^I' expand-or-complete; stty -echo columns 200; print REA''DY\n")
    pid, terminal = pty.fork()
    if pid == 0:
        os.execvpe("zsh", ["zsh", "-f", "-i"], {"PATH": os.environ["PATH"], "TERM": "dumb", "HOME": str(script.parent)})
    try:
        os.write(terminal, start.encode())
        read_until(terminal, "READY")
        # ^X lists; where only one fits, nothing is listed, and ^I puts it in.
        os.write(terminal, line.encode() + b"\x18")
        listed = read_until(terminal, None)
        os.write(terminal, b"\t")
        return listed + read_until(terminal, None)
    finally:
        os.close(terminal)
        os.waitpid(pid, 0)


def read_until(terminal, word):
    """What is written up to the word; without one, until nothing more comes."""
    seen, end = "", time.monotonic() + 60
    while time.monotonic() < end:
        ready, _, _ = select.select([terminal], [], [], 60 if word else 5)
        if not ready:
            return seen
        seen += os.read(terminal, 65536).decode(errors="replace")
        if word and word in seen:
            return seen
    sys.exit(f"zsh: nothing more came, got {seen!r}")


def check_shell():
    offered = {"bash": by_bash, "zsh": by_zsh, "fish": by_fish}[SHELL]
    wrong = []
    with tempfile.TemporaryDirectory() as folder:
        here = pathlib.Path(folder)
        for name in ("first.json", "second.json"):
            (here / name).touch()
        script = here / "_leakgate"
        script.write_text(printed("completion", SHELL))
        # Side by side: what zsh offers is known when nothing more comes for a while, and a busy machine makes that long.
        with concurrent.futures.ThreadPoolExecutor(len(CASES)) as pool:
            answers = list(pool.map(lambda line: offered(line, script), CASES))
        for got, (line, (there, not_there)) in zip(answers, CASES.items()):
            wrong += [f"{line!r}: {word} is not offered, got {got!r}" for word in there if word not in got]
            wrong += [f"{line!r}: {word} is offered, got {got!r}" for word in not_there if word in got.split()]
    return wrong


def check_man():
    page = printed("help", "--man")
    lint = subprocess.run(["mandoc", "-T", "lint", "-W", "warning"], input=page, capture_output=True, text=True)
    # The page has no date: the same bytes from every build.
    wrong = [line for line in (lint.stdout + lint.stderr).splitlines() if "missing date" not in line]
    shown = subprocess.run(["mandoc", "-T", "utf8"], input=page, check=True, capture_output=True, text=True).stdout
    plain = shown
    while "\b" in plain:  # bold is a letter over itself
        at = plain.index("\b")
        plain = plain[: at - 1] + plain[at + 1:]
    for words in ("--settle DURATION", "--comment-key KEY", "RESULT.json… --report NAME[=PATH]…", "1 to 2 µs"):
        if words not in " ".join(plain.split()):
            wrong.append(f"the page does not show {words!r}")
    return wrong


def main():
    program = "mandoc" if SHELL == "man" else SHELL
    if shutil.which(program) is None:
        print(f"skipped: {program} is not installed (script/setup --test)")
        return 77
    wrong = check_man() if SHELL == "man" else check_shell()
    print("\n".join(wrong) or f"{SHELL}: as it should be")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
