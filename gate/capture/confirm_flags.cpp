#include "gate/base/text.hpp"
#include "gate/capture/confirm_command.hpp"
#include "gate/capture/go_flags.hpp"

#include <algorithm>

namespace leakgate {

namespace {

// A word of GOFLAGS as cmd/internal/quoted.Split reads it back.
std::string
quoted_for_goflags(const std::string& word)
{
  const bool plain = word.find_first_of(" \t\r\n") == std::string::npos && !word.starts_with('"') &&
                     !word.starts_with('\'');
  if (plain) {
    return word;
  }
  const char quote = word.find('\'') == std::string::npos ? '\'' : '"';
  return quote + word + quote;
}

} // namespace

std::vector<std::string>
confirm_flags(const std::vector<std::string>& words)
{
  std::vector<std::string> kept;
  visit_go_flags(words, [&](const GoFlagUse& use) {
    const bool profile = use.name == "coverprofile";
    if (profile && !use.behind_args) {
      kept.emplace_back("-cover");
    }
    const GoFlag* flag = find_go_flag(use.name);
    if (!profile && (flag == nullptr || !flag->first_run_only)) {
      kept.insert(kept.end(), use.words.begin(), use.words.end());
    }
  });
  return kept;
}

std::string
confirm_goflags(std::string_view goflags)
{
  // GOFLAGS was read without error before the first run.
  std::vector<std::string> words =
      confirm_flags(split_goflags(goflags).value_or(std::vector<std::string>()));
  std::transform(words.begin(), words.end(), words.begin(), quoted_for_goflags);
  return words.empty() ? " " : text::join(words, " ");
}

} // namespace leakgate
