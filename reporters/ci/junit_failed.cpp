#include "reporters/ci/junit_failed.hpp"

#include "reporters/text/escape_xml.hpp"
#include "reporters/wording/repository_path.hpp"

#include <fmt/format.h>

#include <optional>
#include <string>

namespace leakgate::junit {

namespace {

// Short also in the file: attributes cannot be cut later, as content is.
std::string
short_message(std::string_view text)
{
  constexpr std::size_t k_most_bytes = 400;
  std::size_t limit = k_most_bytes;
  std::string message = escape_xml::attribute(text, limit);
  while (escape_xml::written_size(message) > k_most_bytes && limit > 1) {
    limit /= 2;
    message = escape_xml::attribute(text, limit);
  }
  return message;
}

// ` path:line` with a space in front is what action-junit-report looks for.
void
place(Case& result, const Failure& failure, const SourceRoots& roots)
{
  const auto file = repository_path({"", failure.file, failure.line}, roots);
  if (!file) {
    return;
  }
  result.file = escape_xml::attribute(*file);
  result.line = failure.line;
  const std::size_t behind_message = result.message.size() + 1;
  result.content.insert(behind_message, fmt::format("  at {}:{}\n", result.file, result.line));
}

} // namespace

void
fail(Case& result, CaseState state, std::string_view type, std::string_view message,
     std::string_view content)
{
  result.state = state;
  result.type = type;
  result.message = escape_xml::attribute(message);
  result.content = result.message + "\n" + escape_xml::text(content);
}

Failures::Failures(const PackageRun& package, const SourceRoots& roots) : m_roots(roots)
{
  for (const Failure& failure : package.failures) {
    m_failures.emplace(failure.test, &failure);
  }
}

void
Failures::fail(Case& result, CaseState state, std::string_view type, std::string_view test,
               std::string_view words, std::string_view output) const
{
  const auto found = m_failures.find(test);
  const Failure* failure = found == m_failures.end() ? nullptr : found->second;
  const std::string_view said = failure == nullptr ? std::string_view() : failure->message;
  junit::fail(result, state, type, short_message(said.empty() ? words : said), output);
  if (failure != nullptr) {
    place(result, *failure, m_roots);
  }
}

} // namespace leakgate::junit
