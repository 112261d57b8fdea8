#include "reporters/github/github_answers.hpp"

#include "reporters/delivery/json_fields.hpp"

#include <nlohmann/json.hpp>

#include <utility>

namespace leakgate::github {

namespace {

using Json = nlohmann::json;
using json_fields::field;
using json_fields::number_at;
using json_fields::text_at;

Json
parsed(const std::string& json)
{
  return Json::parse(json, nullptr, false);
}

} // namespace

std::optional<std::vector<IssueComment>>
read_comments(const std::string& page)
{
  const Json list = parsed(page);
  if (!list.is_array()) {
    return std::nullopt;
  }
  std::vector<IssueComment> comments;
  comments.reserve(list.size());
  for (const Json& item : list) {
    const Json& user = field(item, "user"); // null: the account is gone
    IssueComment comment{number_at(item, "id"),
                         text_at(item, "body"),
                         {text_at(user, "login"), text_at(user, "type")}};
    if (comment.id != 0) {
      comments.push_back(std::move(comment));
    }
  }
  return comments;
}

std::optional<std::vector<PullRequest>>
read_pull_requests(const std::string& page)
{
  const Json list = parsed(page);
  if (!list.is_array()) {
    return std::nullopt;
  }
  std::vector<PullRequest> pulls;
  pulls.reserve(list.size());
  for (const Json& item : list) {
    PullRequest pull{number_at(item, "number"), text_at(field(item, "head"), "sha")};
    if (pull.number != 0) {
      pulls.push_back(std::move(pull));
    }
  }
  return pulls;
}

std::optional<std::uint64_t>
read_id(const std::string& json)
{
  const std::uint64_t id = number_at(parsed(json), "id");
  return id == 0 ? std::nullopt : std::optional(id);
}

std::optional<std::string>
read_login(const std::string& json)
{
  std::string login = text_at(parsed(json), "login");
  return login.empty() ? std::nullopt : std::optional(std::move(login));
}

} // namespace leakgate::github
