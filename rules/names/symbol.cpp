#include "rules/names/symbol.hpp"

#include "gate/model/goroutine.hpp"

#include <algorithm>
#include <array>

namespace leakgate::rules {

namespace {

bool
all_digits(std::string_view text)
{
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

// A part without what the compiler hangs on it: `-fm` (method value), `-range1` (the
// body of a range-over-func loop, which is a closure).
struct Stripped
{
  std::string_view name;
  bool closure = false;
};

Stripped
strip_part(std::string_view part)
{
  const std::size_t dash = part.rfind('-');
  if (dash == std::string_view::npos) {
    return {part, false};
  }
  const std::string_view suffix = part.substr(dash + 1);
  if (suffix == "fm") {
    return {part.substr(0, dash), false};
  }
  if (suffix.starts_with("range") && all_digits(suffix.substr(5))) {
    return {part.substr(0, dash), true};
  }
  return {part, false};
}

std::string_view
without_test_suffix(std::string_view package)
{
  constexpr std::string_view k_suffix = "_test";
  if (package.ends_with(k_suffix)) {
    package.remove_suffix(k_suffix.size());
  }
  return package;
}

// True for what the compiler names itself: `func1`, `gowrap2`, `deferwrap1`, `3`.
bool
is_closure_part(std::string_view part)
{
  constexpr std::array<std::string_view, 4> k_prefixes = {"", "func", "gowrap", "deferwrap"};
  return std::ranges::any_of(k_prefixes, [&](std::string_view prefix) {
    return part.starts_with(prefix) && all_digits(part.substr(prefix.size()));
  });
}

// Where the function that a closure belongs to starts among the parts.
struct Owner
{
  std::size_t first = 0; ///< its receiver, or itself
  std::size_t last = 0;  ///< its name
  bool closure = false;  ///< there is something compiler-made behind or in it
};

Owner
find_owner(const std::vector<std::string_view>& parts)
{
  Owner owner;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0 && is_closure_part(parts[i])) {
      // `init.0` is a function that a person wrote, not a closure.
      owner.closure |= !(i == 1 && parts[0] == "init" && all_digits(parts[i]));
      continue;
    }
    owner.closure |= strip_part(parts[i]).closure;
    owner.last = i;
  }
  owner.first = owner.last;
  if (owner.last > 0 && parts[owner.last - 1].starts_with('(')) {
    owner.first = owner.last - 1;
  }
  return owner;
}

std::string
joined(const std::vector<std::string_view>& parts, std::size_t first, std::size_t last)
{
  std::string out;
  for (std::size_t i = first; i <= last; ++i) {
    if (i > first) {
      out += '.';
    }
    out += strip_part(parts[i]).name;
  }
  return out;
}

} // namespace

Symbol
split_symbol(std::string_view function)
{
  const std::string_view plain = function.substr(0, std::min(function.find('['), function.size()));
  const std::size_t slash = plain.rfind('/');
  const std::size_t dot = plain.find('.', slash == std::string_view::npos ? 0 : slash);
  if (dot == std::string_view::npos) {
    return {{}, function};
  }
  return {function.substr(0, dot), function.substr(dot + 1)};
}

bool
in_package(std::string_view function, std::string_view package)
{
  return split_symbol(function).package == package;
}

std::string
symbol_package(std::string_view import_path)
{
  const std::size_t slash = import_path.rfind('/');
  const std::size_t start = slash == std::string_view::npos ? 0 : slash;
  std::string out(import_path.substr(0, start));
  for (const char c : import_path.substr(start)) {
    if (c == '.') {
      out += "%2e";
    } else {
      out += c;
    }
  }
  return out;
}

std::vector<std::string_view>
name_parts(std::string_view name)
{
  std::vector<std::string_view> parts;
  std::size_t start = 0;
  int depth = 0;
  const auto take = [&](std::size_t end) {
    if (end > start) {
      parts.push_back(name.substr(start, end - start));
    }
    start = end + 1;
  };
  for (std::size_t i = 0; i < name.size(); ++i) {
    const char c = name[i];
    if (c == '(' || c == '[') {
      ++depth;
    } else if (c == ')' || c == ']') {
      --depth;
    } else if (c == '.' && depth <= 0) {
      take(i);
    }
  }
  take(name.size());
  return parts;
}

std::string_view
receiver_of(std::string_view name)
{
  const std::vector<std::string_view> parts = name_parts(name);
  const std::size_t method = parts.empty() ? 0 : find_owner(parts).last;
  if (method == 0) {
    return {};
  }
  std::string_view type = parts[method - 1];
  type.remove_prefix(type.starts_with("(*") ? 2 : 0);
  return type.substr(0, type.find_first_of(")["));
}

std::string
declared_name(std::string_view name)
{
  const std::vector<std::string_view> parts = name_parts(name);
  if (parts.empty()) {
    return {};
  }
  const auto plain = [](std::string_view part) {
    const std::size_t open = part.find('[');
    return std::string(part.substr(0, open)) +
           (open != std::string_view::npos && part.ends_with(")") ? ")" : "");
  };
  const std::size_t last = find_owner(parts).last;
  return (last == 0 ? "" : plain(parts[last - 1]) + ".") + plain(strip_part(parts[last]).name);
}

std::string
declared_name(const Frame& frame)
{
  return declared_name(split_symbol(frame.function.view()).name);
}

std::string_view
outer_function(std::string_view function)
{
  const std::vector<std::string_view> parts = name_parts(split_symbol(function).name);
  return parts.empty() ? std::string_view{} : strip_part(parts.front()).name;
}

bool
has_inlined_caller(std::string_view function)
{
  const std::vector<std::string_view> parts = name_parts(split_symbol(function).name);
  const Owner owner = find_owner(parts);
  return owner.closure && owner.first > 0;
}

std::string
canonical_function(std::string_view function, std::string_view file_package)
{
  const std::string plain = without_type_arguments(function);
  const auto [package, name] = split_symbol(plain);
  const std::vector<std::string_view> parts = name_parts(name);
  const Owner owner = find_owner(parts);
  const bool inlined = owner.closure && owner.first > 0;
  const std::string escaped = symbol_package(file_package);
  std::string out(without_test_suffix(inlined && !escaped.empty() ? escaped : package));
  if (!out.empty()) {
    out += '.';
  }
  if (!parts.empty()) {
    out += joined(parts, owner.closure ? owner.first : 0, owner.last);
  }
  if (owner.closure) {
    out += ".func";
  }
  return out;
}

} // namespace leakgate::rules
