#include "reporters/delivery/marker.hpp"

#include "gate/base/number.hpp"
#include "gate/base/text.hpp"
#include "reporters/delivery/url.hpp"

#include <fmt/format.h>

#include <map>
#include <tuple>

namespace leakgate {

namespace {

constexpr std::string_view k_begin = "<!-- leakgate v1 ";
constexpr std::string_view k_end = " -->";
constexpr std::size_t k_longest_value = 300;

// Two dashes end a comment in older HTML, and with a `>` in any.
std::string
encoded(std::string_view value)
{
  std::string out;
  for (const char c : url_segment(value.substr(0, k_longest_value))) {
    out += c == '-' && out.ends_with('-') ? "%2D" : std::string(1, c);
  }
  return out;
}

std::string
field(std::string_view name, std::string_view value)
{
  return value.empty() ? std::string() : fmt::format("{}={} ", name, encoded(value));
}

using Fields = std::map<std::string, std::string, std::less<>>;

// No value when the line is damaged: then nobody can say what was meant.
std::optional<Fields>
fields_of(std::string_view line)
{
  Fields fields;
  for (const std::string_view part : text::split(line, ' ')) {
    if (part.empty()) {
      continue;
    }
    const std::size_t equals = part.find('=');
    if (equals == std::string_view::npos) {
      return std::nullopt;
    }
    std::optional<std::string> value = from_url_segment(part.substr(equals + 1));
    if (!value || !fields.emplace(part.substr(0, equals), std::move(*value)).second) {
      return std::nullopt;
    }
  }
  return fields;
}

std::string
taken(Fields& fields, std::string_view name)
{
  const auto found = fields.find(name);
  return found == fields.end() ? std::string() : std::move(found->second);
}

} // namespace

std::string
write_marker(const Marker& marker)
{
  std::string line(k_begin);
  line += field("kind", marker.kind) + field("key", marker.run.key);
  line += fmt::format("run={} attempt={} ", marker.run.id, marker.run.attempt);
  line += field("commit", marker.run.commit) + field("fingerprint", marker.fingerprint) +
          field("state", marker.state) + field("package", marker.package);
  line.pop_back();
  return line + std::string(k_end) + "\n";
}

std::optional<Marker>
read_marker(std::string_view body)
{
  const std::string_view line = text::trim(body.substr(0, body.find('\n')));
  if (line.size() < k_begin.size() + k_end.size() || !body.starts_with(k_begin) ||
      !line.ends_with(k_end) || line.find('>') + 1 != line.size()) {
    return std::nullopt;
  }
  std::optional<Fields> fields =
      fields_of(line.substr(k_begin.size(), line.size() - k_begin.size() - k_end.size()));
  if (!fields) {
    return std::nullopt;
  }
  Marker marker;
  marker.kind = taken(*fields, "kind");
  marker.run.key = taken(*fields, "key");
  marker.run.commit = taken(*fields, "commit");
  marker.fingerprint = taken(*fields, "fingerprint");
  marker.state = taken(*fields, "state");
  marker.package = taken(*fields, "package");
  const auto run = whole_number<std::uint64_t>(taken(*fields, "run"));
  const auto attempt = whole_number<std::uint64_t>(taken(*fields, "attempt"));
  if (marker.kind.empty() || !run || !attempt) {
    return std::nullopt;
  }
  marker.run.id = *run;
  marker.run.attempt = *attempt;
  return marker;
}

bool
is_older(const CiRun& run, const Marker& marker)
{
  return std::tie(run.id, run.attempt) < std::tie(marker.run.id, marker.run.attempt);
}

bool
is_same_job(const CiRun& run, const Marker& marker)
{
  return std::string_view(run.key).substr(0, k_longest_value) == marker.run.key;
}

bool
is_of_package(const Marker& marker, std::string_view import_path)
{
  return import_path.substr(0, k_longest_value) == marker.package;
}

} // namespace leakgate
