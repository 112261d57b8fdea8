#include "gate/capture/go_flags.hpp"

#include "gate/base/text.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>

namespace leakgate {

namespace {

// Sources: cmd/go/internal/work/build.go (AddBuildFlags) and cmd/go/internal/test/test.go (init)
// of Go 1.24 to 1.27. What is refused runs no test: without a run there is nothing to judge, and a
// green gate would be a lie.
constexpr std::array k_flags = {
    GoFlag{.name = "a"},
    GoFlag{.name = "artifacts", .first_run_only = true},
    GoFlag{.name = "asan"},
    GoFlag{.name = "asmflags", .takes_value = true},
    GoFlag{.name = "bench", .takes_value = true, .first_run_only = true},
    GoFlag{.name = "benchmem", .first_run_only = true},
    GoFlag{.name = "benchtime", .takes_value = true, .first_run_only = true},
    GoFlag{.name = "blockprofile", .takes_value = true, .first_run_only = true},
    GoFlag{.name = "blockprofilerate", .takes_value = true},
    GoFlag{.name = "buildmode", .takes_value = true},
    GoFlag{.name = "buildvcs"},
    GoFlag{.name = "C", .takes_value = true},
    GoFlag{.name = "c", .refused = "it only compiles"},
    GoFlag{.name = "compiler", .takes_value = true},
    GoFlag{.name = "count", .takes_value = true, .first_run_only = true},
    GoFlag{.name = "cover"},
    GoFlag{.name = "covermode", .takes_value = true},
    GoFlag{.name = "coverpkg", .takes_value = true},
    GoFlag{.name = "coverprofile", .takes_value = true},
    GoFlag{.name = "cpu", .takes_value = true},
    GoFlag{.name = "cpuprofile", .takes_value = true, .first_run_only = true},
    GoFlag{.name = "exec", .takes_value = true},
    GoFlag{.name = "failfast", .selects_tests = true, .first_run_only = true},
    GoFlag{.name = "fullpath"},
    GoFlag{.name = "fuzz", .takes_value = true, .selects_tests = true, .first_run_only = true},
    GoFlag{.name = "fuzzcachedir", .takes_value = true, .first_run_only = true},
    GoFlag{.name = "fuzzminimizetime", .takes_value = true, .first_run_only = true},
    GoFlag{.name = "fuzztime", .takes_value = true, .first_run_only = true},
    GoFlag{.name = "gccgoflags", .takes_value = true},
    GoFlag{.name = "gcflags", .takes_value = true},
    GoFlag{.name = "installsuffix", .takes_value = true},
    GoFlag{.name = "json"},
    GoFlag{.name = "ldflags", .takes_value = true},
    GoFlag{.name = "linkshared"},
    GoFlag{.name = "list",
           .takes_value = true,
           .selects_tests = true,
           .first_run_only = true,
           .refused = "it only lists tests"},
    GoFlag{.name = "memprofile", .takes_value = true, .first_run_only = true},
    GoFlag{.name = "memprofilerate", .takes_value = true},
    GoFlag{.name = "mod", .takes_value = true},
    GoFlag{.name = "modcacherw"},
    GoFlag{.name = "modfile", .takes_value = true},
    GoFlag{.name = "msan"},
    GoFlag{.name = "mutexprofile", .takes_value = true, .first_run_only = true},
    GoFlag{.name = "mutexprofilefraction", .takes_value = true},
    GoFlag{.name = "n", .refused = "it only prints commands"},
    GoFlag{.name = "o", .takes_value = true, .first_run_only = true},
    GoFlag{.name = "outputdir", .takes_value = true, .first_run_only = true},
    GoFlag{.name = "overlay", .takes_value = true},
    GoFlag{.name = "p", .takes_value = true},
    GoFlag{.name = "parallel", .takes_value = true},
    GoFlag{.name = "pgo", .takes_value = true},
    GoFlag{.name = "pkgdir", .takes_value = true},
    GoFlag{.name = "race"},
    GoFlag{.name = "run", .takes_value = true, .selects_tests = true, .first_run_only = true},
    GoFlag{.name = "short", .selects_tests = true},
    GoFlag{.name = "shuffle", .takes_value = true},
    GoFlag{.name = "skip", .takes_value = true, .selects_tests = true},
    GoFlag{.name = "tags", .takes_value = true},
    GoFlag{.name = "timeout", .takes_value = true},
    GoFlag{.name = "toolexec", .takes_value = true},
    GoFlag{.name = "trace", .takes_value = true, .first_run_only = true},
    GoFlag{.name = "trimpath"},
    GoFlag{.name = "v"},
    GoFlag{.name = "vet", .takes_value = true},
    GoFlag{.name = "work", .first_run_only = true},
    GoFlag{.name = "x"},
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
  const GoFlag* known = find_go_flag(flag.name);
  if (known != nullptr && !known->refused.empty()) {
    return failure(
        fmt::format("{}: cannot be gated, {} (use go test itself)", word, known->refused));
  }
  return {};
}

// As strconv.ParseBool.
bool
is_true(std::optional<std::string_view> value)
{
  constexpr std::array<std::string_view, 6> k_false = {"0", "f", "F", "false", "FALSE", "False"};
  return !value || std::ranges::find(k_false, *value) == k_false.end();
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
    arguments.json = is_true(flag.value);
  } else if (flag.name == "v") {
    arguments.verbose = is_true(flag.value); // also `test2json`
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

std::span<const GoFlag>
go_flags()
{
  return k_flags;
}

const GoFlag*
find_go_flag(std::string_view name)
{
  const auto found = std::ranges::find(k_flags, name, &GoFlag::name);
  return found == k_flags.end() ? nullptr : &*found;
}

bool
go_flag_takes_value(std::string_view name)
{
  const GoFlag* flag = find_go_flag(name);
  return flag != nullptr && flag->takes_value;
}

std::string_view
go_flag_name(std::string_view word)
{
  return parse_flag(word).name;
}

void
visit_go_flags(const std::vector<std::string>& words,
               const std::function<void(const GoFlagUse&)>& visit)
{
  bool behind_args = false;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string& word = words[i];
    behind_args = behind_args || word == "-args" || word == "--args";
    const bool is_flag = behind_args ? word.starts_with("-test.") || word.starts_with("--test.")
                                     : word.size() > 1 && word[0] == '-';
    GoFlagUse use;
    use.behind_args = behind_args;
    std::size_t count = 1;
    if (is_flag) {
      const Flag flag = parse_flag(word);
      use.name = flag.name;
      use.value = flag.value;
      if (!flag.value && go_flag_takes_value(flag.name) && i + 1 < words.size()) {
        use.value = words[i + 1];
        count = 2;
      }
    }
    use.words = std::span(words).subspan(i, count);
    visit(use);
    i += count - 1;
  }
}

bool
is_set(const GoFlagUse& use)
{
  return is_true(use.value);
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
    if (flag.name == "args" || (!flag.value && find_go_flag(flag.name) == nullptr)) {
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
