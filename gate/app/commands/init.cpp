#include "gate/app/commands/commands.hpp"
#include "gate/app/commands/project_look.hpp"
#include "gate/app/line/config_file.hpp"
#include "gate/app/line/terminal.hpp"
#include "gate/base/file.hpp"
#include "gate/base/text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

namespace leakgate {

namespace {

namespace fs = std::filesystem;

// It becomes a line of YAML, so it is held to what a name of an action can be.
Result<void>
check_action(CommandLine&, const std::string& text)
{
  constexpr std::string_view k_letters =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./@";
  if (text.find('/') == std::string::npos || text.find('@') == std::string::npos ||
      text.find_first_not_of(k_letters) != std::string::npos) {
    return failure(fmt::format("--ci: expected OWNER/leakgate@TAG, got {}", text::quoted(text)));
  }
  return {};
}

constexpr OptionRow k_force = {.name = "--force",
                               .help = "write files anew that are there already"};
constexpr OptionRow k_ci = {
    .name = "--ci",
    .value = "OWNER/leakgate@TAG",
    .fallback = "the step is printed",
    .help = "write .github/workflows/leakgate.yml, with leakgate's action from there",
    .takes = Takes::text,
    .fill = check_action};
constexpr const OptionRow* k_options[] = {&k_force, &k_ci};

constexpr std::string_view k_workflow = ".github/workflows/leakgate.yml";

// Writes a file that is not there, or says why not. What is there stays, unless `force`.
Result<std::string>
write_new(const fs::path& path, const std::string& name, const std::string& content, bool force)
{
  std::error_code ignored;
  const bool there = fs::exists(fs::symlink_status(path, ignored));
  if (there && read_regular_file(path).value_or("") == content) {
    return name + ": is there already, as it would be written\n";
  }
  if (there && !force) {
    return name + ": is there already and stays as it is (--force writes it anew)\n";
  }
  if (const auto written = write_file(path, content); !written) {
    return failure(written.error());
  }
  return "wrote " + name + "\n";
}

// In a workspace Go finds behind `./...` the module at its root alone, or nothing.
std::string
packages_of(const ProjectLook& look)
{
  std::string packages;
  for (const std::string& module : look.members) {
    const std::string folder = module == "." ? "./" : "./" + module + "/";
    packages += (packages.empty() ? "" : " ") + folder + "...";
  }
  return packages.empty() ? "./..." : packages;
}

// What to call at the root, with the options: one call for the module there or a workspace, and
// `leakgate run` where there are several modules.
std::string
gate_call(const ProjectLook& look, const std::string& options)
{
  const std::string with = options.empty() ? "" : options + " ";
  const bool one = look.workspace || look.modules.empty() ||
                   (look.modules.size() == 1 && look.modules.front() == ".");
  if (one) {
    return fmt::format("leakgate test {}{}", with, packages_of(look));
  }
  if (look.modules.size() == 1) {
    return fmt::format("leakgate test -C {} {}./...", look.modules.front(), with);
  }
  std::string each;
  for (const std::string& module : look.modules) {
    each += (each.empty() ? "" : " && ") +
            (module == "." ? "go test ./..." : fmt::format("go test -C {} ./...", module));
  }
  return fmt::format("leakgate run {}-- sh -c '{}'", with, each);
}

// Each line can be called as it stands, from the root of the repository.
std::string
next_steps(const ProjectLook& look)
{
  const std::pair<std::string, std::string_view> steps[] = {
      {"leakgate doctor", "does the gate work here?"},
      {gate_call(look, ""), "in place of go test, here and in CI"},
      {gate_call(look, "--report json=result.json"), "keep the result, then"},
      {"leakgate baseline result.json", "accept today's leaks: only new ones fail"}};
  constexpr std::size_t k_widest = 50;
  std::string out = "\nnext:\n";
  for (const auto& [call, what] : steps) {
    out += call.size() > k_widest ? fmt::format("  # {}:\n  {}\n", what, call)
                                  : fmt::format("  {:<50}# {}\n", call, what);
  }
  return out;
}

std::string
github_workflow(const ProjectLook& look, const std::string& action)
{
  const std::string module = look.modules.empty() ? "." : look.modules.front();
  const std::string go_mod = look.workspace  ? "go.work"
                             : module == "." ? "go.mod"
                                             : module + "/go.mod";
  const bool old = std::ranges::find(look.old, go_mod) != look.old.end();
  const std::string go_version =
      old ? fmt::format("go-version: stable # {} asks for one that is too old", go_mod)
          : "go-version-file: " + go_mod;
  return fmt::format(
      R"(# The Go tests under leakgate: the build fails when tests leave goroutines behind.
name: leakgate

on:
  push:
  pull_request:

permissions:
  contents: read
  pull-requests: write # the comment; without it all else still works

jobs:
  leakgate:
    runs-on: ubuntu-24.04
    timeout-minutes: 30
    steps:
      - uses: actions/checkout@v4
        with:
          persist-credentials: false
      - uses: actions/setup-go@v5
        with:
          {}
      - uses: {}
        with:
          install-only: true
      - run: {}
        env:
          GITHUB_TOKEN: ${{{{ github.token }}}}
)",
      go_version, action, gate_call(look, "--report github --report json=leakgate.json"));
}

std::string
steps_to_add(const ProjectLook& look)
{
  const std::string_view in_place = look.ci.empty() ? "" : ", in place of what runs the tests now";
  std::string out;
  if (look.github || !look.gitlab) {
    out += fmt::format("\nOn GitHub{}, behind actions/setup-go and the step that puts\nleakgate on "
                       "PATH (init --ci OWNER/leakgate@TAG writes a whole workflow):\n\n"
                       "      - run: {}\n        env:\n"
                       "          GITHUB_TOKEN: ${{{{ github.token }}}}\n",
                       in_place, gate_call(look, "--report github"));
  }
  if (look.gitlab) {
    out += fmt::format("\nIn .gitlab-ci.yml{}, in a job whose image has Go and leakgate:\n\n"
                       "  script:\n    - {}\n  artifacts:\n    when: always\n    reports:\n"
                       "      junit: leakgate.xml\n",
                       in_place, gate_call(look, "--report gitlab --report junit=leakgate.xml"));
  }
  return out;
}

std::string
what_modules(const ProjectLook& look)
{
  const std::string count = text::counted(static_cast<long long>(look.modules.size()), "module");
  if (look.modules.empty()) {
    return "found no go.mod: leakgate needs a Go module\n";
  }
  std::vector<std::string> outside;
  std::ranges::set_difference(look.modules, look.members, std::back_inserter(outside));
  if (!look.workspace || outside.empty()) {
    return fmt::format("found {}{}\n", count, look.workspace ? " in a workspace" : "");
  }
  return fmt::format(
      "found {}, {} of them in the workspace. Each other one needs a call of its own,\n"
      "GOWORK=off leakgate test -C FOLDER ./...: {}\n",
      count, look.members.size(), text::printable(fmt::format("{}", fmt::join(outside, ", "))));
}

// What stands in a line of YAML behind the key, where it is one plain call and all of it.
std::string_view
only_call(std::string_view line)
{
  const bool whole = line.size() < k_most_line_text;
  for (const std::string_view before : {"- ", "run: ", "script: ", "command: "}) {
    line.remove_prefix(line.starts_with(before) ? before.size() : 0);
  }
  const bool with_variable = line.substr(0, line.find(' ')).find('=') != std::string_view::npos;
  const bool plain = line.find_first_of("\"'`$;&|<>(){}\\#") == std::string_view::npos &&
                     line.find(": ") == std::string_view::npos;
  return whole && plain && !with_variable ? line : "";
}

// What to write in place of a line of the CI.
std::string
gated_line(const GoTestLine& line)
{
  constexpr std::string_view k_go_test = "go test";
  const std::string_view call = only_call(line.text);
  if (line.text.find("ginkgo") != std::string::npos) {
    return "leakgate test ./... runs these suites; binaries that ginkgo starts are not seen";
  }
  if (line.plain) {
    return call.starts_with(k_go_test)
               ? fmt::format("leakgate test{}", call.substr(k_go_test.size()))
               : "leakgate test in place of go test";
  }
  return call.empty() ? "leakgate run -- in front of it gates the go test behind it"
                      : fmt::format("leakgate run -- {}", call);
}

std::string
what_was_found(const ProjectLook& look)
{
  std::string out = what_modules(look);
  const auto list = [&](const std::vector<GoTestLine>& lines, const auto& advice) {
    for (const GoTestLine& line : lines) {
      out += fmt::format("{}:{}: {}\n  → {}\n", text::printable(line.file), line.line, line.text,
                         advice(line));
    }
  };
  list(look.ci, gated_line);
  list(look.old_go, [](const GoTestLine&) {
    return "leakgate needs Go 1.24 or newer: take one for this job, or leave go test to the older "
           "ones";
  });
  list(look.scripts, [](const GoTestLine&) {
    return "stays; leakgate run -- in front of what calls it gates it";
  });
  if (look.goleak > 0) {
    out += fmt::format("goleak is used in {}: it may stay, both work beside each other\n",
                       text::counted(static_cast<long long>(look.goleak), "file"));
  }
  return out;
}

ExitCode
run_init(const CommandLine& line)
{
  const Terminal terminal(stdout, stderr);
  const ProjectLook look = look_at_project(".");
  std::string said = what_was_found(look);
  const std::string name(k_config_name);
  auto config = write_new(name, name, starter_config(), line.has(k_force));
  if (!config) {
    return terminal.stop(config.error(), ExitCode::usage);
  }
  said += *config;
  const std::string action = line.value_of(k_ci);
  if (action.empty()) {
    said += steps_to_add(look);
  } else {
    const auto workflow = write_new(look.root / k_workflow, std::string(k_workflow),
                                    github_workflow(look, action), line.has(k_force));
    if (!workflow) {
      return terminal.stop(workflow.error(), ExitCode::usage);
    }
    said += *workflow;
  }
  terminal.print(said + next_steps(look));
  return ExitCode::pass;
}

constexpr CommandForm k_forms[] = {
    {"[options]", "look at the repository, write .leakgate.yml, and write or print the CI step"}};

} // namespace

constexpr CommandRow k_init_command = {
    .name = "init",
    .forms = k_forms,
    .more = "It looks for modules, CI files, Makefile and goleak. A file that is there is never "
            "overwritten without --force; a second run changes nothing.",
    .options = k_options,
    .run = run_init};

} // namespace leakgate
