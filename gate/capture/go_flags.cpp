#include "gate/capture/go_flags.hpp"

#include "gate/base/text.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>

namespace leakgate {

namespace {

constexpr std::array k_value_flags = {
    "C",
    "asmflags",
    "bench",
    "benchtime",
    "blockprofile",
    "blockprofilerate",
    "buildmode",
    "compiler",
    "count",
    "covermode",
    "coverpkg",
    "coverprofile",
    "cpu",
    "cpuprofile",
    "exec",
    "fuzz",
    "fuzzcachedir",
    "fuzzminimizetime",
    "fuzztime",
    "gccgoflags",
    "gcflags",
    "installsuffix",
    "ldflags",
    "memprofile",
    "memprofilerate",
    "mod",
    "modfile",
    "mutexprofile",
    "mutexprofilefraction",
    "o",
    "outputdir",
    "overlay",
    "p",
    "parallel",
    "pgo",
    "pkgdir",
    "run",
    "shuffle",
    "skip",
    "tags",
    "timeout",
    "toolexec",
    "trace",
    "vet",
};

constexpr std::array k_bool_flags = {
    "a",        "artifacts", "asan",     "benchmem",   "buildvcs",   "c",    "cover",
    "failfast", "fullpath",  "json",     "linkshared", "modcacherw", "msan", "n",
    "race",     "short",     "trimpath", "v",          "work",       "x",
};

struct Refusal
{
  std::string_view flag;
  std::string_view why;
};

// Without a run there is nothing to judge, and a green gate would be a lie.
constexpr std::array k_refused = {
    Refusal{"c", "it only compiles"},
    Refusal{"n", "it only prints commands"},
    Refusal{"list", "it only lists tests"},
};

// One flag word: `-name`, `--name`, `-test.name`, each with or without `=value`.
struct Flag
{
  std::string_view name;
  std::optional<std::string_view> value;
};

Flag
parse_flag(std::string_view word)
{
  word.remove_prefix(word.starts_with("--") ? 2 : 1);
  if (word.starts_with("test.")) {
    word.remove_prefix(5);
  }
  const std::size_t equals = word.find('=');
  if (equals == std::string_view::npos) {
    return {word, std::nullopt};
  }
  return {word.substr(0, equals), word.substr(equals + 1)};
}

// The cover tool reads the files of GOROOT and knows no overlay, so instrumenting
// package testing would build it without the probe's files.
Result<void>
check_coverpkg(std::string_view patterns)
{
  for (const std::string_view pattern : text::split(patterns, ',')) {
    if (pattern == "all" || pattern == "std" || pattern == "testing" ||
        pattern == "container/ring" || pattern == "...") {
      return failure(fmt::format("-coverpkg: cannot be gated, got {} which takes in package {} "
                                 "(name your own packages, for example -coverpkg=./...)",
                                 text::quoted(pattern),
                                 pattern == "container/ring" ? pattern : "testing"));
    }
  }
  return {};
}

Result<void>
check_runs_tests(const std::string& word, const Flag& flag)
{
  for (const Refusal& refusal : k_refused) {
    if (refusal.flag == flag.name) {
      return failure(
          fmt::format("{}: cannot be gated, {} (use go test itself)", word, refusal.why));
    }
  }
  return {};
}

bool
is_true(const Flag& flag)
{
  return !flag.value || *flag.value == "true" || *flag.value == "1" || *flag.value == "t";
}

// Files one flag with its value under GoTestArguments. `words` are what it was
// written as, so that anything of no interest is handed on untouched.
void
file_flag(GoTestArguments& arguments, const Flag& flag, const std::vector<std::string>& words)
{
  const std::string value(flag.value.value_or(""));
  if (flag.name == "overlay") {
    arguments.overlay = value.empty() ? std::nullopt : std::optional(value);
  } else if (flag.name == "ldflags") {
    arguments.ldflags.push_back(value);
  } else if (flag.name == "json") {
    arguments.json = is_true(flag);
  } else if (flag.name == "v") {
    arguments.verbose = is_true(flag) || value == "test2json";
    arguments.flags.insert(arguments.flags.end(), words.begin(), words.end());
  } else if (flag.name == "C") {
    arguments.directory = value;
  } else {
    arguments.count_given = arguments.count_given || flag.name == "count";
    arguments.bench = arguments.bench || flag.name == "bench";
    arguments.flags.insert(arguments.flags.end(), words.begin(), words.end());
  }
}

} // namespace

bool
go_flag_takes_value(std::string_view name)
{
  return std::find(k_value_flags.begin(), k_value_flags.end(), name) != k_value_flags.end();
}

bool
is_go_flag(std::string_view name)
{
  return go_flag_takes_value(name) ||
         std::find(k_bool_flags.begin(), k_bool_flags.end(), name) != k_bool_flags.end();
}

std::string_view
go_flag_name(std::string_view word)
{
  return parse_flag(word).name;
}

bool
is_test_flag(std::string_view word, bool behind_args)
{
  if (!behind_args) {
    return word.size() > 1 && word[0] == '-';
  }
  return word.starts_with("-test.") || word.starts_with("--test.");
}

Result<GoTestArguments>
parse_go_test_arguments(const std::vector<std::string>& words)
{
  GoTestArguments arguments;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string& word = words[i];
    if (word.size() < 2 || word[0] != '-') {
      arguments.packages.push_back(word);
      continue;
    }
    Flag flag = parse_flag(word);
    if (auto ok = check_runs_tests(word, flag); !ok) {
      return failure(ok.error());
    }
    if (flag.name == "args" || (!flag.value && !is_go_flag(flag.name))) {
      arguments.rest.assign(words.begin() + static_cast<std::ptrdiff_t>(i), words.end());
      break;
    }
    std::vector<std::string> written = {word};
    if (!flag.value && go_flag_takes_value(flag.name)) {
      if (i + 1 == words.size()) {
        return failure(fmt::format("{}: expected a value, got the end of the line", word));
      }
      flag.value = words[++i];
      written.push_back(words[i]);
    }
    if (flag.name == "coverpkg") {
      if (auto ok = check_coverpkg(flag.value.value_or("")); !ok) {
        return failure(ok.error());
      }
    }
    file_flag(arguments, flag, written);
  }
  return arguments;
}

Result<std::vector<std::string>>
split_goflags(std::string_view goflags)
{
  std::vector<std::string> words;
  for (;;) {
    const std::size_t start = goflags.find_first_not_of(" \t\r\n");
    if (start == std::string_view::npos) {
      return words;
    }
    goflags.remove_prefix(start);
    const char quote = goflags[0];
    if (quote == '"' || quote == '\'') {
      const std::size_t end = goflags.find(quote, 1);
      if (end == std::string_view::npos) {
        return failure(
            fmt::format("GOFLAGS: unterminated {} string, got {}", quote, text::quoted(goflags)));
      }
      words.emplace_back(goflags.substr(1, end - 1));
      goflags.remove_prefix(end + 1);
    } else {
      const std::size_t end = goflags.find_first_of(" \t\r\n");
      words.emplace_back(goflags.substr(0, end));
      goflags.remove_prefix(std::min(end, goflags.size()));
    }
  }
}

} // namespace leakgate
