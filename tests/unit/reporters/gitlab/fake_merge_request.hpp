#pragma once

#include "reporters/gitlab/gitlab.hpp"
#include "tests/support/scripted_server.hpp"

#include <nlohmann/json.hpp>

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace leakgate::test {

/// Merge request 7 of project 42 on a GitLab that keeps what is written to it: notes and threads
/// with their authors and states. Texts lose the space at their end, as GitLab does it.
class FakeMergeRequest
{
public:
  using Json = nlohmann::json;
  using Requests = std::vector<SeenRequest>;

  FakeMergeRequest();

  /// Whose the token is; 5 at first.
  std::uint64_t account = 5;
  Json notes = Json::array();
  Json threads = Json::array();
  Json files = Json::array();
  Json versions;
  std::size_t page_size = 100;
  /// Asked first: an answer takes the place of the server's own.
  std::function<std::optional<ScriptedAnswer>(const SeenRequest&)> before;

  ScriptedServer server;

  /// As if `author` had written it.
  void add_note(const std::string& body, std::uint64_t author, bool system = false);
  void add_thread(const std::string& body, std::uint64_t author);

  /// A changed file whose lines 86 to 89 are shown; 88 is added.
  void add_file(const std::string& path);

  /// What came in but for GET, in order.
  [[nodiscard]] Requests writes() const;

  /// How often it was called so: `GET /user`, without the query.
  [[nodiscard]] std::size_t count(const std::string& call) const;

private:
  ScriptedAnswer handle(const SeenRequest& request);
  ScriptedAnswer list(const Json& items, const std::string& url) const;
  ScriptedAnswer notes_call(const std::string& method, const std::string& id, const Json& body);
  ScriptedAnswer threads_call(const std::string& method, const std::vector<std::string>& path,
                              const Json& body);
  Json note(const std::string& body, std::uint64_t author);

  std::uint64_t m_last_id = 300;
};

/// The address of the interface, and below it what is asked for: `GET /user`.
[[nodiscard]] std::string call_of(const SeenRequest& request);

/// A job of the pipeline `pipeline` on the head of merge request 7.
[[nodiscard]] GitlabContext gitlab_context(std::uint64_t pipeline = 100);

} // namespace leakgate::test
