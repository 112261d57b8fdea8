#include "gate/app/commands/commands.hpp"
#include "gate/app/line/settings.hpp"
#include "gate/app/line/terminal.hpp"
#include "gate/app/suite/session.hpp"
#include "gate/base/file.hpp"

#include <fmt/format.h>

#include <unistd.h>

#include <filesystem>
#include <string>
#include <system_error>

namespace leakgate {

namespace {

namespace fs = std::filesystem;

// A name without spaces for this program, since the go command takes the value of -exec apart.
Result<fs::path>
link_to_ourselves(const fs::path& folder)
{
  std::error_code error;
  const fs::path self = fs::read_symlink("/proc/self/exe", error);
  const fs::path link = folder / k_exec_name;
  if (auto made = make_folder(folder); !made) {
    return failure(made.error());
  }
  if (!error && fs::read_symlink(link, error) != self) {
    const fs::path fresh = folder / (std::string(k_exec_name) + "." + std::to_string(::getpid()));
    error.clear();
    fs::create_symlink(self, fresh, error);
    if (!error) {
      fs::rename(fresh, link, error); // another one may be using it
    }
  }
  return error ? Result<fs::path>(failure(
                     fmt::format("{}: cannot write, got \"{}\"", link.string(), error.message())))
               : Result<fs::path>(link);
}

ExitCode
run_flags(const CommandLine&)
{
  const Terminal terminal(stdout, stderr);
  const auto settings = resolve_settings(TestOptions{});
  if (!settings) {
    return terminal.stop(settings.error());
  }
  const auto session = prepare_session(settings->options);
  if (!session) {
    return terminal.stop(session.error().message, session.error().code);
  }
  const auto link = link_to_ourselves(session->store.folder().parent_path() / "bin");
  if (!link) {
    return terminal.stop(link.error(), ExitCode::no_verdict);
  }
  const Overlay& overlay = session->plan.overlay;
  const std::string flags = fmt::format("-overlay={}\n-ldflags=-checklinkname=0\n-exec={}\n",
                                        overlay.file.string(), link->string());
  if (flags.find_first_of(" '\"") != std::string::npos) {
    return terminal.stop(
        fmt::format("{}: flags cannot carry a space or a quote (set GOCACHE to a folder "
                    "without them)",
                    link->string()),
        ExitCode::usage);
  }
  terminal.print(flags);
  if (!overlay.goroot.empty()) {
    terminal.diagnose(fmt::format("the Go of this module is in the module cache, which an overlay "
                                  "may not name: set GOROOT={} and GOTOOLCHAIN=local, too",
                                  overlay.goroot));
  }
  return ExitCode::pass;
}

constexpr CommandForm k_forms[] = {{"", "print the flags with which plain `go test` gates itself"}};

} // namespace

constexpr CommandRow k_flags_command = {
    .name = "flags",
    .forms = k_forms,
    .more = "`go test $(leakgate flags) ./...`, or the test flags of an editor: a package whose "
            "tests leak fails, with the findings behind its output. One flag a line; they hold "
            "for the Go of this module, so ask again when that changes.",
    .run = run_flags};

} // namespace leakgate
