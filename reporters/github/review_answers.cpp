#include "reporters/github/review_answers.hpp"

#include "reporters/delivery/json_fields.hpp"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <map>
#include <set>
#include <utility>

namespace leakgate::github {

namespace {

using Json = nlohmann::json;
using json_fields::field;
using json_fields::number_at;
using json_fields::parsed;
using json_fields::text_at;

std::optional<FileDiff>
diff_of(const Json& file)
{
  std::string path = text_at(file, "filename");
  if (path.empty() || text_at(file, "status") == "removed") {
    return std::nullopt;
  }
  std::string old_path = text_at(file, "previous_filename");
  return FileDiff{path, old_path.empty() ? path : std::move(old_path),
                  parse_patch(text_at(file, "patch"))};
}

// GitHub gives an outdated comment no `line` and no `position`; one on a file never had them.
bool
is_outdated(const Json& comment)
{
  return text_at(comment, "subject_type") != "file" && number_at(comment, "line") == 0 &&
         number_at(comment, "position") == 0;
}

std::optional<ReviewComment>
comment_of(const Json& comment)
{
  std::string body = text_at(comment, "body");
  std::optional<Marker> marker = read_marker(body);
  const std::uint64_t id = number_at(comment, "id");
  if (id == 0 || !marker || marker->kind != "line") {
    return std::nullopt;
  }
  const Json& user = field(comment, "user"); // null: the account is gone
  return ReviewComment{
      {std::to_string(id), std::move(body), std::move(*marker), is_outdated(comment), false},
      {text_at(user, "login"), text_at(user, "type")}};
}

} // namespace

std::optional<std::vector<FileDiff>>
read_changed_files(const std::string& page)
{
  return json_fields::items_of(parsed<Json>(page), diff_of);
}

std::optional<std::vector<ReviewComment>>
read_review_comments(const std::vector<std::string>& pages)
{
  std::map<std::uint64_t, ReviewComment> ours; // a list that changes while it is read has repeats
  std::set<std::uint64_t> answered;
  for (const std::string& page : pages) {
    const Json list = parsed<Json>(page);
    if (!list.is_array()) {
      return std::nullopt;
    }
    for (const Json& comment : list) {
      answered.insert(number_at(comment, "in_reply_to_id"));
      if (std::optional<ReviewComment> one = comment_of(comment)) {
        ours.insert_or_assign(number_at(comment, "id"), std::move(*one));
      }
    }
  }
  std::vector<ReviewComment> out;
  out.reserve(ours.size());
  for (auto& [id, one] : ours) {
    one.mark.answered = answered.contains(id);
    out.push_back(std::move(one));
  }
  return out;
}

std::string
read_head(const std::string& pull_request)
{
  return text_at(field(parsed<Json>(pull_request), "head"), "sha");
}

} // namespace leakgate::github
