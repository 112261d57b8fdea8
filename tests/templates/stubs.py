"""Stands for the actions of github.com in the runs of `act`, which cannot be fetched there.

`act` itself leaves out actions/checkout of the repository it runs in. The others do here what
the templates rely on, with folders in the place of GitHub's services: STUB_LEAKGATE is the
repository of leakgate, STUB_ARTIFACTS keeps what is uploaded, STUB_CACHE what is cached.
"""

import textwrap

INPUTS = {
    "checkout": ["repository", "ref", "path", "persist-credentials"],
    "setup-go": ["go-version-file", "cache"],
    "cache": ["path", "key"],
    "upload-artifact": ["name", "path", "if-no-files-found"],
    "download-artifact": ["name", "path", "run-id", "github-token", "pattern", "merge-multiple"],
}

SCRIPTS = {
    "checkout": """
        [ "$REPOSITORY" = tools/leakgate ] || { echo "checkout: unexpected $REPOSITORY"; exit 1; }
        [ "$PERSIST_CREDENTIALS" = false ]
        rm -rf "$PATHS" && cp -r "$STUB_LEAKGATE" "$PATHS" """,
    "setup-go": """
        [ -f "$GO_VERSION_FILE" ] && go version""",
    "cache": """
        if [ -f "$STUB_CACHE/$KEY" ]; then
          mkdir -p "$(dirname "$PATHS")" && cp "$STUB_CACHE/$KEY" "$PATHS"
          echo cache-hit=true >>"$GITHUB_OUTPUT"
        fi
        echo "cache: key $KEY" """,
    "upload-artifact": """
        mkdir -p "$STUB_ARTIFACTS/$NAME"
        for file in $PATHS; do [ ! -e "$file" ] || cp "$file" "$STUB_ARTIFACTS/$NAME/"; done""",
    "download-artifact": """
        mkdir -p "$PATHS"
        if [ -n "$PATTERN" ]; then
          [ "$MERGE_MULTIPLE" = true ]
          cp "$STUB_ARTIFACTS"/$PATTERN/* "$PATHS/"
          exit
        fi
        [ "$RUN_ID" = "$STUB_RUN" ] || { echo "download: unexpected run $RUN_ID"; exit 1; }
        [ -n "$GITHUB_TOKEN" ]
        cp "$STUB_ARTIFACTS/$NAME"/* "$PATHS/" """,
}

VERSIONS = {"checkout": "v4", "setup-go": "v5", "cache": "v4", "upload-artifact": "v4",
            "download-artifact": "v4"}


def variable(name):
    return "PATHS" if name == "path" else name.upper().replace("-", "_")


def write(folder):
    """Writes the stubs; returns the options with which `act` takes them."""
    options = []
    for name, inputs in INPUTS.items():
        text = f"name: {name}\ndescription: a stub\ninputs:\n"
        text += "".join(f"  {key}: {{description: '', default: ''}}\n" for key in inputs)
        if name == "cache":
            text += "outputs:\n  cache-hit:\n    description: ''\n"
            text += "    value: ${{ steps.it.outputs.cache-hit }}\n"
        text += "runs:\n  using: composite\n  steps:\n    - id: it\n      shell: bash\n      env:\n"
        text += "".join(f"        {variable(key)}: ${{{{ inputs.{key} }}}}\n" for key in inputs)
        script = textwrap.dedent(SCRIPTS[name]).strip()
        text += "      run: |\n" + textwrap.indent(script, " " * 8) + "\n"
        (folder / name).mkdir(parents=True)
        (folder / name / "action.yml").write_text(text)
        options += ["--local-repository", f"actions/{name}@{VERSIONS[name]}={folder / name}"]
    return options
