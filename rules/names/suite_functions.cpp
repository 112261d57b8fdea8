#include "rules/names/suite_names.hpp"
#include "rules/names/symbol.hpp"

#include <algorithm>
#include <vector>

namespace leakgate::rules {

bool
is_suite_method(std::string_view method)
{
  for (const std::string_view prefix : {"Test", "SetUp", "Setup", "TearDown", "Before", "After"}) {
    if (method.starts_with(prefix)) {
      return true;
    }
  }
  return false;
}

std::pair<std::string_view, std::string_view>
method_of(std::string_view function)
{
  const std::vector<std::string_view> parts = name_parts(split_symbol(function).name);
  if (parts.size() < 2) {
    return {};
  }
  std::string_view type = parts[0];
  if (type.starts_with("(*") && type.ends_with(')')) {
    type = type.substr(2, type.size() - 3);
  }
  return {type.substr(0, type.find('[')), parts[1]};
}

bool
is_put_down(std::string_view function)
{
  const std::vector<std::string_view> parts = name_parts(split_symbol(function).name);
  return parts.size() > 1 && parts[0] == "init" &&
         std::ranges::any_of(parts, [](std::string_view part) { return part.starts_with("func"); });
}

std::string_view
family(std::string_view function)
{
  const auto [type, method] = method_of(function);
  const std::string_view outer = outer_function(function);
  if (outer.starts_with('(') || is_suite_method(method)) {
    const auto end = static_cast<std::size_t>(method.data() + method.size() - function.data());
    return function.substr(0, end);
  }
  return outer;
}

} // namespace leakgate::rules
