"""Writes a release's version, address and digests where CI takes them from: pin.py VERSION URL OUT FOLDER…

In all files below the FOLDERs a line `LEAKGATE_NAME` with `:` or `=` and a value in single quotes gets the value of
the release; so do the `KEY=` lines of a file `digests`, and in TOML `version` and what has url and checksum.
"""

import hashlib
import pathlib
import re
import sys

MISE = {"linux-x64": "x86_64", "linux-arm64": "aarch64"}


def pinned(path, text, values):
    """TEXT of the file PATH with the values of the release."""
    text = re.sub(r"(\bLEAKGATE_(VERSION|URL|INSTALL_SHA256)(?:: |=| = ))'[^'\n]*'",
                  lambda found: f"{found[1]}'{values[found[2]]}'", text)
    if path.name == "digests":
        keys = {"version": "VERSION", "url": "URL"}
        text = re.sub(r"(?m)^(\w+)=.*$", lambda found: f"{found[1]}={values[keys.get(found[1], found[1])]}", text)
    if path.suffix == ".toml":
        def platform(found):
            arch = MISE[found[1]]
            archive = f"{values['URL']}/leakgate_{values['VERSION']}_linux_{arch}.tar.gz"
            return f'{found[1]} = {{ url = "{archive}", checksum = "sha256:{values[arch]}" }}'
        text = re.sub(r'(?m)^version = ".*"$', f'version = "{values["VERSION"]}"', text)
        text = re.sub(r"(?m)^([\w-]+) = \{ url = .*$", platform, text)
    return text


def main(version, url, out, *folders):
    def digest(name):
        return hashlib.sha256((pathlib.Path(out) / name).read_bytes()).hexdigest()

    values = {"VERSION": version, "URL": url, "INSTALL_SHA256": digest("install.sh")}
    values |= {arch: digest(f"leakgate_{version}_linux_{arch}.tar.gz") for arch in MISE.values()}
    for folder in folders:
        for path in sorted(pathlib.Path(folder).rglob("*")):
            if path.is_file() and path.suffix != ".md":
                text = path.read_text(encoding="utf-8")
                after = pinned(path, text, values)
                if after != text:
                    path.write_text(after, encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
