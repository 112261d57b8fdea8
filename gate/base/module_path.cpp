#include "gate/base/module_path.hpp"

#include <algorithm>

namespace leakgate {

namespace {

// The part of the path that Go writes in its own way: up to the end of the version.
std::size_t
end_of_version(std::string_view path)
{
  const std::size_t at = path.find('@');
  return at == std::string_view::npos ? 0 : std::min(path.find('/', at), path.size());
}

} // namespace

std::string
unescaped_module_path(std::string_view path)
{
  const std::size_t end = end_of_version(path);
  std::string out;
  for (std::size_t i = 0; i < path.size(); ++i) {
    if (i + 1 < end && path[i] == '!' && path[i + 1] >= 'a' && path[i + 1] <= 'z') {
      out += static_cast<char>(path[++i] - 'a' + 'A');
    } else {
      out += path[i];
    }
  }
  return out;
}

std::string
escaped_module_path(std::string_view path)
{
  const std::size_t end = end_of_version(path);
  std::string out;
  for (std::size_t i = 0; i < path.size(); ++i) {
    if (i < end && path[i] >= 'A' && path[i] <= 'Z') {
      out += '!';
      out += static_cast<char>(path[i] - 'A' + 'a');
    } else {
      out += path[i];
    }
  }
  return out;
}

} // namespace leakgate
