#pragma once

#include "tests/support/scripted_server.hpp"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <string>

namespace leakgate::test {

/// Pull request 7 of `o/r` as GitHub keeps it: changed files, and review comments, of which those
/// on a line must be on one of the diff.
class FakePullRequest
{
public:
  using Json = nlohmann::json;
  /// Asked before each request; an answer of its own, or none.
  using Before = std::function<std::optional<ScriptedAnswer>(const SeenRequest&)>;

  /// A changed file whose lines `first` to `last` are added.
  void add_file(const std::string& path, int first, int last);
  /// What a finding at line N of `path` reads: the text of the added lines.
  [[nodiscard]] static std::string text_of_line(int line);

  [[nodiscard]] ScriptedAnswer answer_to(const SeenRequest& request);

  /// Requests of the method so far whose path ends with `end`.
  [[nodiscard]] int count(const std::string& method, const std::string& end = "") const;
  /// The comment with this text in its body; null when there is none.
  [[nodiscard]] Json* comment(const std::string& text);

  std::string head = std::string(40, 'a');
  Json files = Json::array();
  Json comments = Json::array();
  Json reviews = Json::array();
  std::size_t page_size = 100;
  std::set<std::string> refused; ///< `path:line` and `path`, answered with 422
  Before before;

private:
  [[nodiscard]] bool takes(const Json& comment) const;
  void add_comment(const Json& comment);
  [[nodiscard]] ScriptedAnswer page_of(const Json& list, const std::string& url) const;
  [[nodiscard]] ScriptedAnswer post(const SeenRequest& request, const std::string& path);
  [[nodiscard]] ScriptedAnswer change(const SeenRequest& request, const std::string& path);

  std::map<std::string, std::set<int>> m_lines;
  std::vector<std::pair<std::string, std::string>> m_requests; ///< method, path
  std::uint64_t m_next_id = 100;
};

} // namespace leakgate::test
