#include "rules/config/config.hpp"
#include "rules/config/keys.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>

namespace leakgate {

namespace {

using namespace config;

constexpr std::string_view k_head =
    "# leakgate: what fails the build. Every key is optional; what is commented out is an\n"
    "# example or off by default. Flags of leakgate test win over this file.\n";

bool
is_list(const Key& key)
{
  return key.kind == Kind::sections;
}

// A section is written out when anything in it is a default worth seeing.
bool
shows_default(const Key& key)
{
  if (key.of == nullptr) {
    return key.is_default;
  }
  return !is_list(key) && std::ranges::any_of(key.of->keys, shows_default);
}

void
write(const Section& section, std::size_t indent, bool commented, bool item, std::string& out)
{
  for (const Key& key : section.keys) {
    const std::string margin(indent, ' ');
    const bool off = commented || !shows_default(key);
    const std::string mark = off ? "#" : "";
    if (indent == 0) {
      out += "\n";
    }
    // In a block that is off, prose is a comment inside the comment.
    out += fmt::format("{}{}# {}\n", off && indent > 0 ? "#" : "", margin, key.help);
    const bool first = item && &key == section.keys.data();
    const std::string lead = first ? margin.substr(2) + "- " : margin;
    const std::string value = key.of == nullptr ? fmt::format(" {}", key.example) : "";
    out += fmt::format("{}{}{}:{}\n", mark, lead, key.name, value);
    if (key.of != nullptr) {
      write(*key.of, indent + (is_list(key) ? 4 : 2), off, is_list(key), out);
    }
  }
}

} // namespace

std::string
starter_config()
{
  std::string out(k_head);
  write(file_section(), 0, false, false, out);
  return out;
}

} // namespace leakgate
