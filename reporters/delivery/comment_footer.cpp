#include "reporters/delivery/comment_footer.hpp"

#include "gate/base/text.hpp"
#include "reporters/delivery/url.hpp"
#include "reporters/text/escape_markdown.hpp"

#include <fmt/format.h>

#include <vector>

namespace leakgate {

namespace {

std::string
linked(const std::string& markdown, std::string_view url)
{
  const std::string target = markdown_link_target(url);
  return target.empty() ? markdown : "[" + markdown + "]" + target;
}

// As one types it in the root of the module.
std::string
package_argument(const std::string& package, const SourceRoots& roots)
{
  const std::string root = roots.modules.empty() ? "" : roots.modules.front().path;
  if (root.empty() || !package.starts_with(root)) {
    return package;
  }
  const std::string rest = package.substr(root.size());
  return rest.empty() ? "." : rest.front() == '/' ? "." + rest : package;
}

} // namespace

std::string
commit_markdown(const CiRun& run)
{
  constexpr std::size_t k_short = 7;
  if (run.commit.size() < k_short || !holds_only(run.commit, "0123456789abcdefABCDEF")) {
    return {};
  }
  return linked("`" + run.commit.substr(0, k_short) + "`", run.commit_url);
}

std::string
comment_footer(const CiRun& run, const std::string& hint)
{
  std::vector<std::string> parts;
  const auto add = [&](const std::string& part) {
    if (!part.empty()) {
      parts.push_back(part);
    }
  };
  const std::string commit = commit_markdown(run);
  add(escape_markdown::text(run.key, 200));
  add(commit.empty() ? "" : "commit " + commit);
  add(markdown_link_target(run.url).empty() ? "" : linked("run", run.url));
  add(hint);
  return parts.empty() ? std::string() : fmt::format("\n<sub>{}</sub>\n", text::join(parts, " · "));
}

std::string
local_command(const Finding& finding, const SourceRoots& roots)
{
  const std::string test = finding.test.substr(0, finding.test.find('/'));
  const std::string package = package_argument(finding.package, roots);
  if (package.empty() || package.front() == '-' || !holds_only(package, "._/~-") ||
      !holds_only(test, "_")) {
    return {};
  }
  return "leakgate test " + package + (test.empty() ? "" : " -run '^" + test + "$'");
}

} // namespace leakgate
