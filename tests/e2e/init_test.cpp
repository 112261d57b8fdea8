#include "tests/e2e/gate_run.hpp"

#include <doctest/doctest.h>

namespace leakgate::e2e {

namespace {

namespace fs = std::filesystem;

struct Repository
{
  Scratch scratch{"repository"};

  Repository() { fs::create_directories(scratch.path() / ".git"); }

  void
  file(const std::string& name, const std::string& text) const
  {
    write_text(scratch.path() / name, text);
  }
  [[nodiscard]] std::string
  content(const std::string& name) const
  {
    return slurp(scratch.path() / name);
  }
  [[nodiscard]] Ended
  init(const std::vector<std::string>& options = {}) const
  {
    Start start;
    start.argv = {e2e::options().leakgate, "init"};
    start.argv.insert(start.argv.end(), options.begin(), options.end());
    start.directory = scratch.path();
    start.environment = base_environment();
    return run(start);
  }
};

bool
has(const Ended& ended, const std::string& text)
{
  return ended.out.find(text) != std::string::npos;
}

} // namespace

TEST_CASE("init: says what calls go test, writes the configuration, prints the step")
{
  const Repository repository;
  repository.file("go.mod", "module example.com/m\n\ngo 1.24\n");
  repository.file(
      ".github/workflows/test.yml",
      "jobs:\n  t:\n    steps:\n      # go test is here\n      - run: go test -race ./...\n");
  repository.file("Makefile", "test:\n\tgo test ./...\n");
  repository.file("m_test.go", "package m\n\nimport _ \"go.uber.org/goleak\"\n");
  repository.file("vendor/x/go.mod", "module x\n");
  const Ended first = repository.init();
  INFO(shown(first));
  CHECK(first.code == 0);
  CHECK(has(first, "found 1 module\n"));
  CHECK(has(first, ".github/workflows/test.yml:5: - run: go test -race ./...\n"
                   "  → leakgate test -race ./...\n"));
  CHECK_FALSE(has(first, "test.yml:4"));
  CHECK(has(first, "Makefile:2: go test ./..."));
  CHECK(has(first, "goleak is used in 1 file"));
  CHECK(has(first, "- run: leakgate test --report github ./..."));
  CHECK(has(first, "wrote .leakgate.yml"));
  const std::string config = repository.content(".leakgate.yml");
  const Ended second = repository.init();
  INFO(shown(second));
  CHECK(second.code == 0);
  CHECK(has(second, ".leakgate.yml: is there already, as it would be written"));
  CHECK(repository.content(".leakgate.yml") == config);
}

TEST_CASE("init: a workspace without a module at its root names the packages of its modules")
{
  const Repository repository;
  repository.file("go.work", "go 1.24\n\nuse (\n\t./a\n\t./b\n)\n");
  repository.file("a/go.mod", "module example.com/a\n\ngo 1.24\n");
  repository.file("b/go.mod", "module example.com/b\n\ngo 1.24\n");
  const Ended ended = repository.init();
  INFO(shown(ended));
  CHECK(has(ended, "leakgate test --report github ./a/... ./b/..."));
}

TEST_CASE("init: behind ./... of a workspace is the module at its root alone, and others are "
          "outside of it")
{
  const Repository repository;
  repository.file("go.work", "go 1.24\n\nuse . // the root\nuse(\n\t./a/\n\t\"./b c\"\n)\n"
                             "replace (\n\tx => ./out\n)\n");
  for (const std::string folder : {"", "a/", "out/", "out/deep/"}) {
    repository.file(folder + "go.mod", "module example.com/m/" + folder + "x\n\ngo 1.24\n");
  }
  repository.file(".github/workflows/test.yml", "- run: make -j4 test\n- run: A=b make test\n");
  const Ended ended = repository.init();
  INFO(shown(ended));
  CHECK(has(ended, "leakgate test --report github ./... ./a/...\n"));
  CHECK(has(ended,
            "found 4 modules, 2 of them in the workspace. Each other one needs a call of its "
            "own,\nGOWORK=off leakgate test -C FOLDER ./...: out, out/deep\n"));
  CHECK(has(ended, "→ leakgate run -- make -j4 test\n"));
  CHECK(has(ended, "run: A=b make test\n  → leakgate run -- in front of it"));
  CHECK(has(ended, "On GitHub, in place of what runs the tests now, behind"));
}

TEST_CASE("init: several modules without a workspace get next steps that can be called at the root")
{
  const Repository repository;
  repository.file("go.mod", "module example.com/m\n\ngo 1.24\n");
  repository.file("tools/go.mod", "module example.com/m/tools\n\ngo 1.24\n");
  repository.file("m_test.go", "package m\n\nimport \"testing\"\n\nfunc TestM(*testing.T) {}\n");
  repository.file("tools/t_test.go",
                  "package t\n\nimport \"testing\"\n\nfunc TestT(*testing.T) {}\n");
  const Ended ended = repository.init();
  INFO(shown(ended));
  const std::string call = "leakgate run --report json=result.json -- sh -c 'go test ./... && go "
                           "test -C tools ./...'\n";
  REQUIRE(has(ended, "  " + call));
  CHECK_FALSE(has(ended, "leakgate test"));
  Start start;
  start.argv = {"sh", "-c", e2e::options().leakgate.parent_path().string() + "/" + call};
  start.directory = repository.scratch.path();
  start.environment = base_environment();
  const Ended called = run(start);
  INFO(shown(called));
  CHECK(called.code == 0);
  CHECK(has(called, "no leaks · 2 packages"));
}

TEST_CASE("init: finds what calls go test by another name, and no more")
{
  const Repository repository;
  repository.file("go.mod", "module example.com/m\n\ngo 1.24\n");
  repository.file(".circleci/config.yml",
                  "- run: make -j4 lint unit-test\n- run: task test:unit\n- run: mage -v Test\n"
                  "- run: gotestsum --packages ./...\n- run: go tool gotestsum\n"
                  "- run: just check\n- run: ginkgo -r\n"
                  "- run: go install gotest.tools/gotestsum@latest\n- name: make test\n"
                  "- run: make lint && ./test.sh\n- run: make build\n- run: echo go test\n");
  repository.file("Makefile", "test:\n\t@$(GO) test ./...\n\t${GOTEST} ./...\n\t$(MAKE) lint\n");
  repository.file("magefile.go",
                  "func Test() error { return sh.Run(\"go\", \"test\", \"./...\") }\n");
  repository.file("hack/test.sh", "#!/bin/sh\ngo vet ./...\n/usr/local/go/bin/go test ./...\n");
  const Ended ended = repository.init();
  INFO(shown(ended));
  for (int line = 1; line <= 12; ++line) {
    CAPTURE(line);
    CHECK(has(ended, ".circleci/config.yml:" + std::to_string(line) + ": ") == (line <= 7));
  }
  CHECK(has(ended, "Makefile:2: @$(GO) test ./..."));
  CHECK(has(ended, "Makefile:3: ${GOTEST} ./..."));
  CHECK_FALSE(has(ended, "Makefile:4"));
  CHECK(has(ended, "magefile.go:1: "));
  CHECK_FALSE(has(ended, "hack/test.sh:2"));
  CHECK(has(ended, "hack/test.sh:3: "));
  CHECK(has(ended, "→ leakgate run -- make -j4 lint unit-test\n"));
  CHECK(has(ended, "ginkgo -r\n  → leakgate test ./... runs these suites"));
}

TEST_CASE("init: tells the legs of a matrix whose Go is too old, and writes a workflow with one "
          "that is not")
{
  const Repository repository;
  repository.file("go.mod", "module example.com/m\n\ngo 1.20\n");
  repository.file(".github/workflows/test.yml", "jobs:\n  t:\n    strategy:\n      matrix:\n"
                                                "        go: ['1.22', '1.25', 'stable']\n"
                                                "        go-version:\n"
                                                "          - 1.23.x\n"
                                                "          - 1.26.x\n"
                                                "        cargo-version: [1.10]\n"
                                                "    steps:\n"
                                                "      - uses: actions/setup-go@v5.1.10\n"
                                                "        with: {go-version: '${{ matrix.go }}'}\n"
                                                "      - run: go test ./...\n");
  const Ended ended = repository.init({"--ci", "owner/leakgate@v1"});
  INFO(shown(ended));
  CHECK(has(ended, "test.yml:5: go: ['1.22', '1.25', 'stable']\n  → leakgate needs Go 1.24 or "
                   "newer: take one for this job"));
  CHECK(has(ended, "test.yml:7: - 1.23.x\n"));
  for (const char* other : {"test.yml:8", "test.yml:9", "test.yml:11", "test.yml:12"}) {
    CHECK_FALSE(has(ended, other));
  }
  CHECK(repository.content(".github/workflows/leakgate.yml").find("go-version: stable #") !=
        std::string::npos);
}

TEST_CASE("init: nothing that is there is overwritten without --force")
{
  const Repository repository;
  repository.file("go.mod", "module example.com/m\n\ngo 1.24\n");
  repository.file(".leakgate.yml", "version: 1\n");
  const Ended kept = repository.init();
  CHECK(kept.code == 0);
  CHECK(has(kept, "stays as it is (--force writes it anew)"));
  CHECK(repository.content(".leakgate.yml") == "version: 1\n");
  const Ended forced = repository.init({"--force"});
  CHECK(forced.code == 0);
  CHECK(repository.content(".leakgate.yml").size() > 100);
}

TEST_CASE("init: writes a workflow where it is told what the action is, and reads GitLab's file")
{
  const Repository repository;
  repository.file("a/go.mod", "module example.com/a\n\ngo 1.24\n");
  repository.file("b/go.mod", "module example.com/b\n\ngo 1.24\n");
  repository.file(".gitlab-ci.yml", "test:\n  script:\n    - go test ./...\n");
  const Ended printed = repository.init();
  INFO(shown(printed));
  CHECK(has(printed, "found 2 modules\n"));
  CHECK(has(printed,
            "leakgate run --report gitlab --report junit=leakgate.xml -- sh -c 'go test -C "
            "a ./... && go test -C b ./...'"));
  const Ended written = repository.init({"--ci", "owner/leakgate@v1"});
  INFO(shown(written));
  CHECK(written.code == 0);
  const std::string workflow = repository.content(".github/workflows/leakgate.yml");
  CHECK(workflow.find("- uses: owner/leakgate@v1\n") != std::string::npos);
  CHECK(workflow.find("GITHUB_TOKEN: ${{ github.token }}\n") != std::string::npos);
  CHECK(workflow.find("go-version-file: a/go.mod\n") != std::string::npos);
  const Ended again = repository.init({"--ci", "owner/leakgate@v1"});
  CHECK(has(again, "leakgate.yml: is there already, as it would be written"));
  CHECK(repository.init({"--ci", "owner/x: y@v1"}).code == 2);
}

} // namespace leakgate::e2e
