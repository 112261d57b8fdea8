#pragma once

#include "reporters/delivery/change_diff.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// What GitLab answers: the fields that are used, with their types checked. A text that is not of
/// the form gives no value; an item of a list that is not is left out. Sources: docs.gitlab.com
/// "Notes API", "Discussions API", "Merge requests API", "Users API".
namespace leakgate::gitlab {

struct Note
{
  std::uint64_t id = 0;
  std::string body;
  std::uint64_t author = 0; ///< 0: not said
  bool system = false;      ///< GitLab's own words about what somebody did
  bool resolved = false;
  bool resolvable = false;

  friend bool operator==(const Note&, const Note&) = default;
};

/// A discussion, which the pages call thread.
struct Thread
{
  std::string id;
  Note first; ///< what opened it

  friend bool operator==(const Thread&, const Thread&) = default;
};

/// The commits between which a merge request's change lies; a mark on a line names all three.
struct Version
{
  std::string base;
  std::string start;
  std::string head;

  friend bool operator==(const Version&, const Version&) = default;
};

/// `GET …/notes`.
[[nodiscard]] std::optional<std::vector<Note>> read_notes(const std::string& json);

/// `GET …/discussions`.
[[nodiscard]] std::optional<std::vector<Thread>> read_threads(const std::string& json);

/// `GET …/diffs`, or `GET …/changes` of a GitLab before 15.7. Without deleted files.
[[nodiscard]] std::optional<std::vector<FileDiff>> read_diffs(const std::string& json);

/// The newest of `GET …/versions`.
[[nodiscard]] std::optional<Version> read_version(const std::string& json);

/// The `id` of `GET /user` and of a new note.
[[nodiscard]] std::optional<std::uint64_t> read_id(const std::string& json);

} // namespace leakgate::gitlab
