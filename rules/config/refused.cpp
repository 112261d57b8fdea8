#include "gate/base/text.hpp"
#include "rules/config/check.hpp"

#include <algorithm>
#include <iterator>
#include <string>

namespace leakgate::config {

namespace {

constexpr std::string_view k_executes =
    " decides what is executed, which a file of the checkout may not (pass it to leakgate test as "
    "a flag)";
constexpr std::string_view k_sends =
    " decides where a token goes, which a file of the checkout may not (pass it to leakgate as a "
    "flag or set it in the environment)";

struct Refused
{
  std::string_view key;
  std::string_view why;
};

constexpr Refused k_refused[] = {
    {"exec", k_executes},        {"command", k_executes},     {"go", k_executes},
    {"goflags", k_executes},     {"flags", k_executes},       {"args", k_executes},
    {"env", k_executes},         {"environment", k_executes}, {"toolchain", k_executes},
    {"gotoolchain", k_executes}, {"goroot", k_executes},      {"overlay", k_executes},
    {"ldflags", k_executes},     {"gcflags", k_executes},     {"toolexec", k_executes},
    {"script", k_executes},      {"hook", k_executes},        {"hooks", k_executes},
    {"run", k_executes},         {"token", k_sends},          {"url", k_sends},
    {"apiurl", k_sends},         {"serverurl", k_sends},      {"webhook", k_sends},
    {"proxy", k_sends},          {"header", k_sends},         {"headers", k_sends},
    {"host", k_sends},
};

} // namespace

std::string_view
refusal_of(std::string_view key)
{
  std::string plain = text::lower(key);
  std::erase_if(plain, [](char c) { return c == '-' || c == '_'; });
  const auto* row = std::ranges::find(k_refused, std::string_view(plain), &Refused::key);
  return row == std::end(k_refused) ? std::string_view() : row->why;
}

} // namespace leakgate::config
