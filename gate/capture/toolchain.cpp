#include "gate/capture/toolchain.hpp"

#include "gate/base/environment.hpp"
#include "gate/base/number.hpp"
#include "gate/base/process/command.hpp"
#include "gate/base/text.hpp"

#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include <utility>

namespace leakgate {

namespace {

// The first Go whose vet accepts an added overlay file.
constexpr int k_oldest_go_minor = 24;

// GOMOD is /dev/null outside a module (cmd/go: "GOMOD ... os.DevNull").
constexpr std::string_view k_no_module = "/dev/null";

tl::unexpected<NoToolchain>
none(std::string message, bool killed = false)
{
  return tl::unexpected<NoToolchain>({std::move(message), killed});
}

tl::expected<CapturedOutput, NoToolchain>
ask_go(std::string_view directory, const ProcessRunner& run)
{
  const Command command{{"go", "env", "-json", "GOROOT", "GOVERSION", "GOCACHE", "GOMODCACHE",
                         "GOMOD", "GOWORK", "GOFLAGS", "GOEXPERIMENT"},
                        std::string(directory),
                        {}};
  auto answer = capture_process(command, run);
  if (!answer) {
    return none(answer.error() +
                " (install Go 1.24 or newer, or add it to PATH: https://go.dev/dl)");
  }
  if (answer->status.signal != 0) {
    return none(fmt::format("go env: was ended by {} before it answered (run it again)",
                            signal_name(answer->status.signal)),
                true);
  }
  if (!answer->status.ok()) {
    return none(fmt::format("go env: failed, got {}", text::quoted(text::trim(answer->err), 300)));
  }
  return std::move(*answer);
}

Result<Toolchain>
parse(const std::string& out)
{
  const auto json = nlohmann::json::parse(out, nullptr, false);
  if (!json.is_object()) {
    return failure("go env: expected JSON, got " + text::quoted(out));
  }
  const auto value = [&](const char* name) {
    const auto found = json.find(name);
    return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
  };
  return Toolchain{value("GOROOT"), value("GOVERSION"), value("GOCACHE"), value("GOMODCACHE"),
                   value("GOMOD"),  value("GOWORK"),    value("GOFLAGS"), value("GOEXPERIMENT")};
}

// The go command says "off" of each cache that it cannot use, and only a test says why.
// Source: cmd/go/internal/cache/default.go (DefaultDir).
Result<void>
check_build_cache(const Toolchain& toolchain)
{
  if (!toolchain.build_cache.empty() && toolchain.build_cache != "off") {
    return {};
  }
  const std::string own = environment_variable("GOCACHE").value_or("");
  if (own == "off") {
    return failure("GOCACHE: no build cache, got \"off\" (unset GOCACHE: snapshots live there)");
  }
  if (!own.empty()) {
    return failure(fmt::format("GOCACHE: expected an absolute path, got {} (put the folder's whole "
                               "path before it)",
                               text::quoted(own, 400)));
  }
  const std::string parent = environment_variable("XDG_CACHE_HOME").value_or("");
  if (!parent.empty() && !parent.starts_with('/')) {
    return failure(fmt::format("XDG_CACHE_HOME: expected an absolute path, got {} (Go's build "
                               "cache goes there, and snapshots with it; or set GOCACHE)",
                               text::quoted(parent, 400)));
  }
  if (!parent.empty() || !environment_variable("HOME").value_or("").empty()) {
    return failure("GOCACHE: no build cache, got \"off\" (go env -w has switched it off, or set it "
                   "to what is no absolute path: go env -u GOCACHE)");
  }
  return failure("build cache is required, but could not be located: GOCACHE is not defined and "
                 "neither $XDG_CACHE_HOME nor $HOME are defined (set one of them)");
}

Result<void>
check(const Toolchain& toolchain)
{
  const int minor = toolchain.minor();
  if (minor > 0 && minor < k_oldest_go_minor) {
    return failure(fmt::format("go: too old, got \"{}\" (leakgate needs Go 1.{} or newer; "
                               "GOTOOLCHAIN=go1.26.8 lets an older go command fetch one)",
                               toolchain.version, k_oldest_go_minor));
  }
  if (toolchain.go_work.empty() && (toolchain.go_mod.empty() || toolchain.go_mod == k_no_module)) {
    return failure("go.mod: not found here or in any folder above "
                   "(run leakgate inside a Go module, or make one with go mod init)");
  }
  return check_build_cache(toolchain);
}

} // namespace

int
Toolchain::minor() const
{
  constexpr std::string_view k_start = "go1.";
  const std::size_t at = version.find(k_start);
  std::string_view rest = version;
  rest.remove_prefix(at == std::string::npos ? rest.size() : at + k_start.size());
  return take_number<int>(rest).value_or(0);
}

tl::expected<Toolchain, NoToolchain>
find_toolchain(std::string_view directory, const ProcessRunner& run)
{
  const auto answer = ask_go(directory, run);
  if (!answer) {
    return tl::unexpected<NoToolchain>(answer.error());
  }
  auto toolchain = parse(answer->out);
  if (!toolchain) {
    return none(toolchain.error());
  }
  if (toolchain->go_mod == k_no_module) {
    toolchain->go_mod.clear();
  }
  if (auto ok = check(*toolchain); !ok) {
    return none(ok.error());
  }
  return std::move(*toolchain);
}

} // namespace leakgate
