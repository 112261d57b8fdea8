#include "reporters/delivery/server_text.hpp"

#include "gate/base/text.hpp"
#include "reporters/delivery/json_fields.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace leakgate {

namespace {

using Json = nlohmann::json;

constexpr std::size_t k_longest = 200;
constexpr std::size_t k_most_pieces = 8;

void
add(std::vector<std::string>& pieces, const std::string& piece)
{
  const bool known = std::find(pieces.begin(), pieces.end(), piece) != pieces.end();
  if (!piece.empty() && !known && pieces.size() < k_most_pieces) {
    pieces.push_back(piece);
  }
}

// An entry of GitHub's `errors`: its words, or the field and what is wrong with it.
std::string
entry_text(const Json& entry)
{
  std::string message = json_fields::text_at(entry, "message");
  const std::string code = json_fields::text_at(entry, "code");
  if (!message.empty() || code.empty()) {
    return message;
  }
  const std::string field = json_fields::text_at(entry, "field");
  return field.empty() ? code : field + ": " + code;
}

// All texts below `value`, those of an object behind their names.
void
add_texts(std::vector<std::string>& pieces, const Json& value, const std::string& name, int depth)
{
  constexpr int k_deepest = 3;
  if (value.is_string()) {
    add(pieces, (name.empty() ? "" : name + ": ") + value.get<std::string>());
  } else if (value.is_array() && depth < k_deepest) {
    for (const Json& element : value) {
      add_texts(pieces, element, name, depth + 1);
    }
  } else if (value.is_object() && depth < k_deepest) {
    if (const std::string entry = entry_text(value); !entry.empty()) {
      add(pieces, entry);
      return;
    }
    for (const auto& [key, element] : value.items()) {
      add_texts(pieces, element, key, depth + 1);
    }
  }
}

std::string_view
first_line(std::string_view body)
{
  const std::string_view text = text::trim(body);
  return text::trim(text.substr(0, text.find('\n')));
}

// The address of one link when its parameters have the relation `next`.
std::optional<std::string>
next_of(std::string_view link)
{
  const std::size_t end = link.find('>');
  if (!link.starts_with('<') || end == std::string_view::npos) {
    return std::nullopt;
  }
  for (const std::string_view part : text::split(link.substr(end + 1), ';')) {
    const std::string_view parameter = text::trim(part);
    const std::string_view value =
        parameter.substr(std::min(parameter.find('=') + 1, parameter.size()));
    if (parameter.starts_with("rel=") && (value == "next" || value == "\"next\"")) {
      return std::string(link.substr(1, end - 1));
    }
  }
  return std::nullopt;
}

} // namespace

std::string
server_text(std::string_view body)
{
  const Json json = json_fields::parsed<Json>(body);
  std::vector<std::string> pieces;
  if (json.is_object()) {
    for (const char* const name : {"message", "error", "error_description", "errors"}) {
      add_texts(pieces, json_fields::field(json, name), "", 0);
    }
  }
  const std::string_view line = first_line(body);
  if (pieces.empty() && line.empty()) {
    return "an empty answer";
  }
  return text::quoted(pieces.empty() ? line : text::join(pieces, "; "), k_longest);
}

std::optional<std::string>
next_link(const std::vector<HttpHeader>& headers)
{
  for (const HttpHeader& header : headers) {
    std::string_view rest = header.name == "link" ? std::string_view(header.value) : "";
    // A comma may also stand inside of an address: a link begins with the next `<`.
    for (std::size_t at = rest.find('<'); at != std::string_view::npos; at = rest.find('<')) {
      rest.remove_prefix(at);
      const std::size_t next = rest.find(',', std::min(rest.find('>'), rest.size()));
      const std::string_view link = rest.substr(0, next);
      if (auto address = next_of(link)) {
        return address;
      }
      rest.remove_prefix(link.size());
    }
  }
  return std::nullopt;
}

} // namespace leakgate
