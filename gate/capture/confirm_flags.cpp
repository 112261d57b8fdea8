#include "gate/capture/confirm_flags.hpp"

#include "gate/base/text.hpp"
#include "gate/capture/go_flags.hpp"

#include <algorithm>
#include <array>

namespace leakgate {

namespace {

constexpr std::array<std::string_view, 20> k_dropped = {
    "artifacts",
    "bench",
    "benchmem",
    "benchtime",
    "blockprofile",
    "count",
    "cpuprofile",
    "failfast",
    "fuzz",
    "fuzzcachedir",
    "fuzzminimizetime",
    "fuzztime",
    "list",
    "memprofile",
    "mutexprofile",
    "o",
    "outputdir",
    "run",
    "trace",
    "work",
};

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
  bool behind_args = false;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string& word = words[i];
    behind_args = behind_args || word == "-args" || word == "--args";
    const std::string_view name =
        is_test_flag(word, behind_args) ? go_flag_name(word) : std::string_view();
    const bool value_follows = go_flag_takes_value(name) && word.find('=') == std::string::npos;
    const bool profile = name == "coverprofile";
    if (profile && !behind_args) {
      kept.emplace_back("-cover");
    }
    if (profile || std::find(k_dropped.begin(), k_dropped.end(), name) != k_dropped.end()) {
      i += value_follows ? 1 : 0;
      continue;
    }
    kept.push_back(word);
    if (value_follows && i + 1 < words.size()) {
      kept.push_back(words[++i]);
    }
  }
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
