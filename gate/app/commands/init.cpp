#include "gate/app/commands/commands.hpp"
#include "gate/app/line/config_file.hpp"
#include "gate/app/line/terminal.hpp"
#include "gate/base/file.hpp"

#include <filesystem>
#include <string>
#include <system_error>

namespace leakgate {

namespace {

constexpr std::string_view k_next = R"(
next:
  leakgate test ./...                               in place of go test ./..., here and in CI
  leakgate test --report json=result.json ./...     keep the result, then
  leakgate baseline result.json                     accept today's leaks: only new ones fail
)";

} // namespace

ExitCode
run_init_command()
{
  const Terminal terminal(stdout, stderr);
  const std::string name(k_config_name);
  std::error_code ignored;
  if (std::filesystem::exists(std::filesystem::symlink_status(name, ignored))) {
    terminal.diagnose(name + ": it is there already (delete it first, or edit it)");
    return ExitCode::usage;
  }
  if (const auto written = write_file(name, starter_config()); !written) {
    terminal.diagnose(written.error());
    return ExitCode::usage;
  }
  terminal.print("wrote " + name + ": every key is optional and commented\n" + std::string(k_next));
  return ExitCode::pass;
}

} // namespace leakgate
