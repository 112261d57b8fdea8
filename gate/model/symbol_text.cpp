#include "gate/model/symbol_text.hpp"

#include <algorithm>

namespace leakgate {

namespace {

// Where a symbol's receiver, type arguments or closure begin: slashes behind that
// belong to type arguments, not to the import path.
std::size_t
end_of_path(std::string_view symbol)
{
  return std::min(symbol.find_first_of("(["), symbol.size());
}

std::size_t
start_of_last_element(std::string_view symbol)
{
  const std::size_t slash = symbol.substr(0, end_of_path(symbol)).rfind('/');
  return slash == std::string_view::npos ? 0 : slash + 1;
}

// `v3` of `example.com/cache/v3.New`: a major version is no name of a package.
bool
is_major_version(std::string_view element)
{
  return element.size() > 1 && element[0] == 'v' &&
         element.find_first_not_of("0123456789", 1) == std::string_view::npos;
}

// No identifier has a `%`, so that all of them are escapes: also those in type arguments.
void
unescape(std::string& element)
{
  for (std::size_t at = element.find("%2e"); at != std::string::npos;
       at = element.find("%2e", at + 1)) {
    element.replace(at, 3, ".");
  }
}

// `Put[...]` of `Put[go.shape.int,go.shape.string_0]`: what the compiler calls type arguments
// after their shape says nothing, and stacks do not show it either.
void
hide_shapes(std::string& name)
{
  for (std::size_t open = name.find('['); open != std::string::npos;
       open = name.find('[', open + 1)) {
    std::size_t end = open;
    int depth = 0;
    do {
      depth += name[end] == '[' ? 1 : name[end] == ']' ? -1 : 0;
      ++end;
    } while (depth > 0 && end < name.size());
    if (name.substr(open, end - open).find("go.shape.") != std::string::npos && depth == 0) {
      name.replace(open, end - open, "[...]");
    }
  }
}

} // namespace

std::string
unescaped_symbol(std::string_view symbol)
{
  const std::size_t start = start_of_last_element(symbol);
  std::string element(symbol.substr(start));
  unescape(element);
  hide_shapes(element);
  return std::string(symbol.substr(0, start)) + element;
}

std::string
short_symbol(std::string_view symbol)
{
  const std::size_t start = start_of_last_element(symbol);
  std::string name(symbol.substr(start));
  const std::size_t dot = name.find('.');
  unescape(name);
  hide_shapes(name);
  if (start > 1 && dot != std::string::npos &&
      is_major_version(std::string_view(name).substr(0, dot))) {
    const std::size_t parent = symbol.rfind('/', start - 2) + 1; // npos + 1 is 0
    name.replace(0, dot, symbol.substr(parent, start - 1 - parent));
  }
  return name;
}

} // namespace leakgate
