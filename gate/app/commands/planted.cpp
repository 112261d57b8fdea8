#include "gate/app/commands/planted.hpp"

#include "gate/app/commands/result_files.hpp"
#include "gate/app/line/config_file.hpp"
#include "gate/app/line/exit_code.hpp"
#include "gate/base/file.hpp"
#include "gate/base/process/command.hpp"
#include "gate/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <vector>

namespace leakgate {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view k_test = "TestPlanted";

constexpr Plant k_plants[] = {
    {.kind = "goroutine",
     .leaky = "package planted\n\nimport \"testing\"\n\n"
              "func TestPlanted(t *testing.T) {\n\tc := make(chan int)\n"
              "\tgo func() { c <- 1 }()\n}\n",
     .clean = "package planted\n\nimport \"testing\"\n\n"
              "func TestPlanted(t *testing.T) {\n\tc := make(chan int)\n"
              "\tgo func() { c <- 1 }()\n\t<-c\n}\n",
     .config = ""},
    {.kind = "heap",
     .leaky = "package planted\n\nimport \"testing\"\n\nvar kept [][]byte\n\n"
              "func TestPlanted(t *testing.T) {\n\tfor range 64 {\n"
              "\t\tkept = append(kept, make([]byte, 1<<20))\n\t}\n}\n",
     .clean = "package planted\n\nimport \"testing\"\n\nvar kept [][]byte\n\n"
              "func TestPlanted(t *testing.T) {\n\tfor range 64 {\n"
              "\t\tkept = append(kept[:0], make([]byte, 1<<20))\n\t}\n}\n",
     .config = "version: 1\nthresholds:\n  heap:\n    growth: 16MiB\n"},
};

Result<void>
write_module(const fs::path& folder, const Plant& plant, bool leaky)
{
  return write_file(folder / "go.mod", "module example.com/planted\n\ngo 1.24\n")
      .and_then(
          [&] { return write_file(folder / "planted_test.go", leaky ? plant.leaky : plant.clean); })
      .and_then([&] {
        return plant.config.empty() ? Result<void>()
                                    : write_file(folder / k_config_name, plant.config);
      });
}

// Nothing of the person's own settings: it is the machine, the Go and the gate that are tried.
Command
gate_command(const fs::path& folder, const std::string& version, bool with_config)
{
  std::error_code ignored;
  const fs::path self = fs::read_symlink("/proc/self/exe", ignored);
  Command command;
  command.directory = folder.string();
  command.argv = {self.string(),
                  "test",
                  "--quiet",
                  "--no-cache",
                  "--confirm=off",
                  "--baseline=off",
                  "--settle=200ms",
                  with_config ? "--config=" + std::string(k_config_name) : "--config=off",
                  "--report=json=" + (folder / "result.json").string(),
                  "-trimpath", // one build for all folders
                  "./..."};
  // A version of one's own making is the one that is found.
  const bool released = version.starts_with("go") && version.find(' ') == std::string::npos;
  command.environment = {{"GOTOOLCHAIN", released ? version : "local"},
                         {"GOFLAGS", ""},
                         {"GOWORK", "off"},
                         {"GO111MODULE", ""}};
  return command;
}

bool
is_planted(const Finding& finding, const Plant& plant)
{
  if (finding.disposition != Disposition::reported) {
    return false;
  }
  return plant.kind == "heap" ? finding.kind == FindingKind::heap
                              : finding.kind == FindingKind::goroutine && finding.test == k_test;
}

// The last line of what it said, for people.
std::string
last_words(const CapturedOutput& output)
{
  const std::string_view text = text::trim(output.err.empty() ? output.out : output.err);
  return text::printable(text.substr(text.rfind('\n') + 1).substr(0, 200));
}

} // namespace

std::span<const Plant>
plants()
{
  return k_plants;
}

const Plant&
planted_goroutine()
{
  return k_plants[0];
}

PlantResult
try_plant(const Plant& plant, bool leaky, const TestSession& session)
{
  const auto folder = TempFolder::make("leakgate-doctor");
  if (!folder) {
    return {false, folder.error()};
  }
  if (const auto written = write_module(folder->path(), plant, leaky); !written) {
    return {false, written.error()};
  }
  const auto ended = capture_process(
      gate_command(folder->path(), session.plan.toolchain.version, !plant.config.empty()));
  if (!ended) {
    return {false, ended.error()};
  }
  const auto verdict = read_result((folder->path() / "result.json").string());
  const bool seen = verdict && std::ranges::any_of(verdict->findings, [&](const Finding& finding) {
                      return is_planted(finding, plant);
                    });
  const ExitCode expected = leaky ? ExitCode::leaks : ExitCode::pass;
  const bool right = verdict && seen == leaky && ended->status.code == static_cast<int>(expected);
  return {right,
          right ? fmt::format("exit code {}", ended->status.code)
                : fmt::format("exit code {}, {}: {}", ended->status.code,
                              seen ? "with the leak" : "without the leak", last_words(*ended))};
}

} // namespace leakgate
