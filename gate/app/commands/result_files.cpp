#include "gate/app/commands/result_files.hpp"

#include "gate/app/suite/in_checkout.hpp"
#include "gate/base/file.hpp"
#include "reporters/json/result.hpp"
#include "rules/judging/merge.hpp"

#include <fmt/core.h>

#include <cstdint>
#include <utility>

namespace leakgate {

Result<void>
expect_results(CommandLine& line)
{
  if (!line.operands.empty()) {
    return {};
  }
  return failure(fmt::format("{}: expected RESULT.json, got nothing (write it with leakgate test "
                             "--report json=PATH)",
                             line.command->name));
}

Result<Verdict>
read_result(const std::string& path)
{
  constexpr std::uint64_t k_most_bytes = 4ULL << 30; // what is read takes about as much memory
  const auto content = read_file(path, k_most_bytes);
  return content ? parse_json_result(*content, path) : Result<Verdict>(failure(content.error()));
}

tl::expected<std::vector<NamedVerdict>, Messages>
read_results(const std::vector<std::string>& paths)
{
  std::vector<NamedVerdict> results;
  Messages errors;
  for (const std::string& path : paths) {
    if (auto verdict = read_result(path)) {
      results.push_back({path, std::move(*verdict)});
    } else {
      errors.push_back(verdict.error());
    }
  }
  if (!errors.empty()) {
    return tl::unexpected<Messages>(std::move(errors));
  }
  return results;
}

void
compare_with_base_file(Verdict& verdict, const std::string& path, const Terminal& terminal)
{
  if (path.empty()) {
    return;
  }
  if (auto base = read_result(path)) {
    compare_with_base(verdict, {path, std::move(*base)}, is_in_checkout);
  } else {
    terminal.diagnose(fmt::format("--base: {}; nothing is compared", base.error()));
  }
}

} // namespace leakgate
