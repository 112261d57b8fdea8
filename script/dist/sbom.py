"""Prints the SPDX 2.3 document of a static leakgate: sbom.py VERSION ARCH COMMIT PACKAGES

PACKAGES is the list that script/dist/parts wrote, name and version a line. The time is that of
SOURCE_DATE_EPOCH, so that the same commit gives the same bytes.
"""

import datetime
import json
import os
import pathlib
import re
import sys
import urllib.parse

TOOLCHAIN = ("libc6-", "libgcc-", "libstdc++-")


def identifier(name):
    return "SPDXRef-Package-" + re.sub(r"[^A-Za-z0-9.]", "-", name)


def package(name, version, purl, comment):
    return {
        "SPDXID": identifier(name), "name": name, "versionInfo": version,
        "supplier": "Organization: Debian", "downloadLocation": "NOASSERTION",
        "filesAnalyzed": False, "licenseConcluded": "NOASSERTION", "licenseDeclared": "NOASSERTION",
        "copyrightText": "NOASSERTION", "comment": comment,
        "externalRefs": [{"referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl",
                          "referenceLocator": purl}],
    }


def linked(arch, lines):
    """The packages of the list; shared libraries are there for their licence texts alone."""
    for name, version in (line.split("\t") for line in lines):
        source = not name.startswith("lib") and not name.endswith("-dev")
        if not source and "-dev" not in name:
            continue
        kind = "source" if source else {"x86_64": "amd64", "aarch64": "arm64"}[arch]
        comment = "compiled from Debian's source package" if source else "Debian's archive, linked statically"
        if name.startswith(TOOLCHAIN):
            comment = "of the compiler, linked statically"
            kind = "all" if name.endswith("-cross") else kind
        quoted = urllib.parse.quote(version, safe="")
        yield package(name, version, f"pkg:deb/debian/{urllib.parse.quote(name)}@{quoted}?arch={kind}&distro=debian-12",
                      comment)


def main(version, arch, commit, packages):
    created = datetime.datetime.fromtimestamp(int(os.environ["SOURCE_DATE_EPOCH"]), datetime.timezone.utc)
    own = {"SPDXID": "SPDXRef-leakgate", "name": "leakgate", "versionInfo": version,
           "downloadLocation": "NOASSERTION", "filesAnalyzed": False, "licenseConcluded": "NONE",
           "licenseDeclared": "NONE", "copyrightText": "NOASSERTION", "comment": f"commit {commit}, linux {arch}"}
    others = list(linked(arch, pathlib.Path(packages).read_text(encoding="utf-8").splitlines()))
    document = {
        "spdxVersion": "SPDX-2.3", "dataLicense": "CC0-1.0", "SPDXID": "SPDXRef-DOCUMENT",
        "name": f"leakgate_{version}_linux_{arch}",
        "documentNamespace": f"https://spdx.org/spdxdocs/leakgate-{version}-linux-{arch}-{commit}",
        "creationInfo": {"created": created.strftime("%Y-%m-%dT%H:%M:%SZ"), "creators": ["Tool: leakgate-script-release"]},
        "packages": [own, *others],
        "relationships": [
            {"spdxElementId": "SPDXRef-DOCUMENT", "relationshipType": "DESCRIBES", "relatedSpdxElement": "SPDXRef-leakgate"},
            *({"spdxElementId": "SPDXRef-leakgate", "relationshipType": "STATIC_LINK", "relatedSpdxElement": other["SPDXID"]}
              for other in others)],
    }
    json.dump(document, sys.stdout, indent=1)
    print()


if __name__ == "__main__":
    main(*sys.argv[1:])
