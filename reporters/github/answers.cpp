#include "reporters/github/answers.hpp"

#include "reporters/delivery/json_fields.hpp"

#include <nlohmann/json.hpp>

#include <utility>

namespace leakgate::github {

namespace {

using Json = nlohmann::json;
using json_fields::field;
using json_fields::items_of;
using json_fields::number_at;
using json_fields::parsed;
using json_fields::text_at;

std::optional<IssueComment>
comment_of(const Json& json)
{
  const std::uint64_t id = number_at(json, "id");
  if (id == 0) {
    return std::nullopt;
  }
  const Json& user = field(json, "user"); // null: the account is gone
  return IssueComment{id, text_at(json, "body"), {text_at(user, "login"), text_at(user, "type")}};
}

std::optional<PullRequest>
pull_request_of(const Json& json)
{
  const std::uint64_t number = number_at(json, "number");
  return number == 0 ? std::nullopt
                     : std::optional(PullRequest{number, text_at(field(json, "head"), "sha")});
}

} // namespace

std::optional<std::vector<IssueComment>>
read_comments(const std::string& page)
{
  return items_of(parsed<Json>(page), comment_of);
}

std::optional<std::vector<PullRequest>>
read_pull_requests(const std::string& page)
{
  return items_of(parsed<Json>(page), pull_request_of);
}

std::optional<std::uint64_t>
read_id(const std::string& json)
{
  const std::uint64_t id = number_at(parsed<Json>(json), "id");
  return id == 0 ? std::nullopt : std::optional(id);
}

std::optional<std::string>
read_login(const std::string& json)
{
  std::string login = text_at(parsed<Json>(json), "login");
  return login.empty() ? std::nullopt : std::optional(std::move(login));
}

} // namespace leakgate::github
