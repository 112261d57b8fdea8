#include "gate/capture/code_reading.hpp"

#include "gate/base/digest.hpp"
#include "gate/base/file.hpp"
#include "gate/base/number.hpp"
#include "gate/base/process/command.hpp"
#include "gate/base/random.hpp"
#include "gate/base/text.hpp"
#include "gate/capture/embedded.hpp"
#include "gate/decode/code_facts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <iterator>
#include <span>
#include <string>
#include <system_error>
#include <utility>

namespace leakgate {

namespace {

namespace fs = std::filesystem;

constexpr std::chrono::seconds k_build_limit{60};
constexpr std::chrono::seconds k_run_limit{10};
// Whoever has interrupted waits for the report of what came before.
constexpr std::chrono::seconds k_interrupted_limit{3};
// So many fit into one command line, with paths of any length that people have.
constexpr std::size_t k_queries_at_once = 400;

Command
short_command(std::chrono::seconds limit)
{
  Command command;
  command.outlasts_interrupt = true;
  command.time_limit = interrupt_requested() ? std::min(limit, k_interrupted_limit) : limit;
  return command;
}

std::string
program_key(const Toolchain& toolchain)
{
  std::string framed = toolchain.version + "\n" + toolchain.goroot + "\n";
  for (const EmbeddedFile& file : facts_files()) {
    framed += fmt::format("{} {}\n{}", file.name, file.content.size(), file.content);
  }
  return sha256_hex(framed).substr(0, 32);
}

// For this machine, whatever the suite is built for, and without the user's flags.
std::vector<Command::Variable>
plain_environment(const Toolchain& toolchain)
{
  return {{"GOENV", "off"},         {"GOCACHE", toolchain.build_cache},
          {"GOTOOLCHAIN", "local"}, {"GOROOT", toolchain.goroot},
          {"GO111MODULE", "off"},   {"CGO_ENABLED", "0"},
          {"GOFLAGS", {}},          {"GOOS", {}},
          {"GOARCH", {}},           {"GOEXPERIMENT", {}}};
}

// Built aside and renamed: another leakgate may be doing the same.
Result<void>
build_program(const Toolchain& toolchain, const fs::path& folder, const fs::path& program)
{
  Command command = short_command(k_build_limit);
  const std::string made = fmt::format("facts.{}", random_hex());
  command.argv = {(fs::path(toolchain.goroot) / "bin" / "go").string(), "build", "-o", made};
  command.directory = folder.string();
  command.environment = plain_environment(toolchain);
  for (const EmbeddedFile& file : facts_files()) {
    if (auto written = write_file(folder / file.name, file.content); !written) {
      return written;
    }
    command.argv.emplace_back(file.name);
  }
  const auto built = capture_process(command);
  std::error_code error;
  if (built && built->status.ok()) {
    fs::rename(folder / made, program, error);
    if (!error) {
      return {};
    }
  }
  fs::remove(folder / made, error);
  return failure(fmt::format("{}: cannot be built, got {}", program.string(),
                             text::quoted(built ? built->err : built.error())));
}

Result<std::vector<CodeFacts>>
ask(const fs::path& program, std::span<const CodeQuery> queries)
{
  Command command = short_command(k_run_limit);
  command.argv = {program.string()};
  for (const CodeQuery& query : queries) {
    std::string argument = fmt::format("{}:{}:{}", query.wait, query.line, query.file);
    for (const std::string& about : query.about) {
      argument += "\n" + about;
    }
    command.argv.push_back(std::move(argument));
  }
  const auto asked = capture_process(command);
  if (!asked || !asked->status.ok()) {
    return failure(fmt::format("{}: cannot be run, got {}", program.string(),
                               text::quoted(asked ? asked->err : asked.error())));
  }
  auto facts = parse_code_facts(asked->out);
  if (facts && facts->size() != queries.size()) {
    return failure(fmt::format("{}: expected {} answers, got {}", program.string(), queries.size(),
                               facts->size()));
  }
  return facts;
}

} // namespace

Result<std::vector<CodeFacts>>
read_code(const Toolchain& toolchain, const fs::path& cache, const std::vector<CodeQuery>& queries)
{
  const fs::path folder = cache / "facts" / program_key(toolchain);
  const fs::path program = folder / "facts";
  std::error_code error;
  if (!fs::is_regular_file(program, error)) {
    if (auto built = build_program(toolchain, folder, program); !built) {
      return failure(built.error());
    }
  }
  std::vector<CodeFacts> out;
  for (std::size_t from = 0; from < queries.size(); from += k_queries_at_once) {
    auto facts =
        ask(program,
            std::span(queries).subspan(from, std::min(k_queries_at_once, queries.size() - from)));
    if (!facts) {
      return facts;
    }
    std::ranges::move(*facts, std::back_inserter(out));
  }
  return out;
}

Result<std::vector<std::pair<int, int>>>
read_functions(const Toolchain& toolchain, const fs::path& cache, const fs::path& file)
{
  const auto facts = read_code(toolchain, cache, {{file.string(), 0, "functions"}});
  if (!facts) {
    return failure(facts.error());
  }
  std::vector<std::pair<int, int>> out;
  for (std::string_view part : text::split(facts->front().statement, ' ')) {
    const auto first = take_number<int>(part);
    const auto last = part.starts_with('-') ? whole_number<int>(part.substr(1)) : std::nullopt;
    if (first && last) {
      out.emplace_back(*first, *last);
    }
  }
  if (out.empty()) {
    return failure(fmt::format("{}: expected Go's functions, got none", file.string()));
  }
  return out;
}

} // namespace leakgate
