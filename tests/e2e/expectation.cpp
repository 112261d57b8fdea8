#include "tests/e2e/expectation.hpp"

#include "tests/e2e/child.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cctype>
#include <optional>
#include <stdexcept>

namespace leakgate::e2e {

namespace {

constexpr std::string_view k_marker = "// leak: ";

[[noreturn]] void
refuse(const Expected& expected, const std::string& what)
{
  throw std::runtime_error(expected.file + ":" + std::to_string(expected.line) + ": " + what);
}

/// `TestA` when the line opens a function that `go test` calls.
std::optional<std::string>
opened_function(std::string_view line)
{
  for (const std::string_view kind : {"Test", "Benchmark", "Fuzz", "Example"}) {
    const std::string start = "func " + std::string(kind);
    if (line.starts_with(start)) {
      return std::string(line.substr(5, line.find('(') - 5));
    }
  }
  return std::nullopt;
}

std::string
trimmed(std::string_view text)
{
  const auto blank = [](char c) { return std::isspace(static_cast<unsigned char>(c)) != 0; };
  while (!text.empty() && blank(text.front())) {
    text.remove_prefix(1);
  }
  while (!text.empty() && blank(text.back())) {
    text.remove_suffix(1);
  }
  return std::string(text);
}

/// Splits at spaces that are not inside double quotes.
std::vector<std::string>
words_of(std::string_view text)
{
  std::vector<std::string> words(1);
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted && c == '\\' && i + 1 < text.size()) {
      words.back() += c;
      words.back() += text[++i];
      continue;
    }
    quoted = quoted != (c == '"');
    if (c == ' ' && !quoted) {
      words.emplace_back();
    } else {
      words.back() += c;
    }
  }
  std::erase(words, "");
  return words;
}

std::string
unquoted(const Expected& expected, const std::string& value)
{
  if (!value.starts_with('"')) {
    return value;
  }
  const nlohmann::json json = nlohmann::json::parse(value, nullptr, false);
  if (!json.is_string()) {
    refuse(expected, "bad quotes: " + value);
  }
  return json.get<std::string>();
}

int
count_of(const Expected& expected, const std::string& value)
{
  if (value == "any") {
    return -1;
  }
  const bool digits = !value.empty() && std::all_of(value.begin(), value.end(), [](char c) {
    return std::isdigit(static_cast<unsigned char>(c)) != 0;
  });
  if (!digits) {
    refuse(expected, "count=" + value + ": a number or any");
  }
  return std::stoi(value);
}

void
set(Expected& expected, const std::string& name, const std::string& value)
{
  const std::vector<std::pair<std::string, std::string Expected::*>> texts = {
      {"leakers", &Expected::leakers},
      {"tier", &Expected::tier},
      {"at", &Expected::at},
      {"phase", &Expected::phase},
      {"by", &Expected::by},
      {"go", &Expected::go},
      {"rule", &Expected::rule},
      {"as", &Expected::as},
      {"lines", &Expected::lines},
      {"cause", &Expected::cause},
      {"deadlock", &Expected::deadlock},
      {"fix", &Expected::fix},
      {"why", &Expected::why}};
  if (name == "test") {
    expected.test = value == "-" ? "" : value;
    return;
  }
  if (name == "count") {
    expected.count = count_of(expected, value);
    return;
  }
  for (const auto& [known, member] : texts) {
    if (name == known) {
      expected.*member = value;
      return;
    }
  }
  refuse(expected, "unknown attribute " + name);
}

Expected
read_comment(std::string_view comment, const std::string& file, int line,
             const std::string& function)
{
  Expected expected;
  expected.file = file;
  expected.line = line;
  expected.test = function.empty() ? "?" : function;
  std::string states;
  for (const std::string& word : words_of(comment)) {
    const std::size_t equals = word.find('=');
    if (equals == std::string::npos) {
      states += (states.empty() ? "" : " ") + word;
    } else {
      set(expected, word.substr(0, equals), unquoted(expected, word.substr(equals + 1)));
    }
  }
  if (expected.test == "?") {
    refuse(expected, "not inside a test function: say test=NAME or test=-");
  }
  for (std::size_t from = 0; from <= states.size();) {
    const std::size_t bar = std::min(states.find('|', from), states.size());
    expected.states.push_back(trimmed(std::string_view(states).substr(from, bar - from)));
    from = bar + 1;
  }
  return expected;
}

/// `1.24` as 124, so that versions compare as numbers.
int
number_of(const std::string& version)
{
  const std::size_t dot = version.find('.');
  return std::stoi(version.substr(0, dot)) * 100 + std::stoi(version.substr(dot + 1));
}

bool
holds_for(const Expected& expected, const std::string& go)
{
  if (expected.go.empty()) {
    return true;
  }
  const bool up_to = expected.go.starts_with('-');
  const int limit = number_of(up_to ? expected.go.substr(1) : expected.go);
  return up_to ? number_of(go) <= limit : number_of(go) >= limit;
}

} // namespace

std::vector<Expected>
read_expectations(std::string_view source, const std::string& file)
{
  std::vector<Expected> result;
  std::string function;
  int number = 0;
  while (!source.empty()) {
    const std::size_t end = std::min(source.find('\n'), source.size());
    const std::string_view line = source.substr(0, end);
    source.remove_prefix(std::min(end + 1, source.size()));
    ++number;
    if (const auto opened = opened_function(line)) {
      function = *opened;
    } else if (line.starts_with("}") || line.starts_with("func ")) {
      function.clear();
    }
    // A line may promise several leaks, each with a marker of its own.
    for (std::size_t at = line.find(k_marker); at != std::string_view::npos;) {
      const std::size_t next = line.find(k_marker, at + k_marker.size());
      const std::size_t from = at + k_marker.size();
      result.push_back(read_comment(line.substr(from, next - from), file, number, function));
      at = next;
    }
  }
  return result;
}

Expected
read_promise(std::string_view text)
{
  const std::size_t space = std::min(text.find(' '), text.size());
  const std::size_t colon = text.rfind(':', space);
  if (colon == std::string_view::npos || space == text.size()) {
    throw std::runtime_error("leaks: expected FILE:LINE STATE …, got " + std::string(text));
  }
  const int line = std::stoi(std::string(text.substr(colon + 1, space - colon - 1)));
  return read_comment(text.substr(space + 1), std::string(text.substr(0, colon)), line, "");
}

std::vector<Expected>
collect_expectations(const std::filesystem::path& folder, const std::string& go)
{
  std::vector<Expected> result;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.path().extension() != ".go") {
      continue;
    }
    const std::string name = entry.path().lexically_relative(folder).generic_string();
    for (Expected& expected : read_expectations(slurp(entry.path()), name)) {
      if (holds_for(expected, go)) {
        result.push_back(std::move(expected));
      }
    }
  }
  return result;
}

} // namespace leakgate::e2e
