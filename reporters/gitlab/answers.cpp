#include "reporters/gitlab/answers.hpp"

#include "reporters/delivery/json_fields.hpp"

#include <nlohmann/json.hpp>

#include <utility>

namespace leakgate::gitlab {

namespace {

using Json = nlohmann::json;
using json_fields::field;
using json_fields::items_of;
using json_fields::number_at;
using json_fields::parsed;
using json_fields::text_at;

bool
flag_of(const Json& object, const char* name)
{
  const Json& value = field(object, name);
  return value.is_boolean() && value.get<bool>();
}

std::optional<Note>
note_of(const Json& json)
{
  const std::uint64_t id = number_at(json, "id");
  if (id == 0) {
    return std::nullopt;
  }
  return Note{id,
              text_at(json, "body"),
              number_at(field(json, "author"), "id"),
              flag_of(json, "system"),
              flag_of(json, "resolved"),
              flag_of(json, "resolvable")};
}

std::optional<Thread>
thread_of(const Json& json)
{
  const std::string id = text_at(json, "id");
  const Json& notes = field(json, "notes");
  std::optional<Note> first;
  if (notes.is_array() && !notes.empty()) {
    first = note_of(notes.front());
  }
  return id.empty() || !first ? std::nullopt : std::optional(Thread{id, std::move(*first)});
}

std::optional<FileDiff>
diff_of(const Json& json)
{
  const std::string path = text_at(json, "new_path");
  const std::string old_path = text_at(json, "old_path");
  if (path.empty() || flag_of(json, "deleted_file")) {
    return std::nullopt;
  }
  return FileDiff{path, old_path.empty() ? path : old_path, parse_patch(text_at(json, "diff"))};
}

} // namespace

std::optional<std::vector<Note>>
read_notes(const std::string& json)
{
  return items_of(parsed<Json>(json), note_of);
}

std::optional<std::vector<Thread>>
read_threads(const std::string& json)
{
  return items_of(parsed<Json>(json), thread_of);
}

std::optional<std::vector<FileDiff>>
read_diffs(const std::string& json)
{
  const Json answer = parsed<Json>(json);
  return items_of(answer.is_object() ? field(answer, "changes") : answer, diff_of);
}

std::optional<Version>
read_version(const std::string& json)
{
  const Json answer = parsed<Json>(json);
  if (!answer.is_array() || answer.empty()) {
    return std::nullopt;
  }
  const Json& newest = answer.front();
  Version version{text_at(newest, "base_commit_sha"), text_at(newest, "start_commit_sha"),
                  text_at(newest, "head_commit_sha")};
  const bool whole = !version.base.empty() && !version.start.empty() && !version.head.empty();
  return whole ? std::optional(std::move(version)) : std::nullopt;
}

std::optional<std::uint64_t>
read_id(const std::string& json)
{
  const std::uint64_t id = number_at(parsed<Json>(json), "id");
  return id == 0 ? std::nullopt : std::optional(id);
}

} // namespace leakgate::gitlab
