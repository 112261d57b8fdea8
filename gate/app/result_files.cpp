#include "gate/app/result_files.hpp"

#include "gate/base/file.hpp"
#include "reporters/json_result.hpp"

namespace leakgate {

tl::expected<std::vector<NamedVerdict>, Messages>
read_results(const std::vector<std::string>& paths)
{
  std::vector<NamedVerdict> results;
  Messages errors;
  for (const std::string& path : paths) {
    const auto content = read_file(path);
    auto verdict =
        content ? parse_json_result(*content, path) : Result<Verdict>(failure(content.error()));
    if (verdict) {
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

} // namespace leakgate
