#include "tests/e2e/go_events.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <regex>

namespace leakgate::e2e {

namespace {

using nlohmann::json;

/// True for lines that `go test` frames a test with; they carry times or depend on order.
bool
is_framing(const std::string& line)
{
  static const std::vector<std::string> k_starts = {"=== RUN", "=== PAUSE", "=== CONT", "=== NAME"};
  const std::string bare = line.substr(std::min(line.find_first_not_of(' '), line.size()));
  return std::any_of(k_starts.begin(), k_starts.end(),
                     [&](const std::string& start) { return bare.starts_with(start); });
}

/// Times, benchmark figures and the word `(cached)` out of a line.
std::string
timeless(const std::string& line)
{
  static const std::regex k_time(R"([0-9]+\.[0-9]+s\b|\(cached\))");
  static const std::regex k_bench(R"(^(Benchmark\S*\s).*)");
  std::string text = std::regex_replace(line, k_time, "T");
  // Lines may be enormous; std::regex recurses per character, so only short ones are tried.
  if (line.starts_with("Benchmark") && line.size() < 1000) {
    text = std::regex_replace(text, k_bench, "$1");
  }
  return text;
}

void
add(OrdinaryResults& results, const json& event)
{
  const std::string action = event.value("Action", "");
  const std::string package = event.value("Package", event.value("ImportPath", ""));
  const std::string test = event.value("Test", "");
  Ordinary& entry = results[test.empty() ? package : package + " " + test];
  if (action == "pass" || action == "fail" || action == "skip") {
    entry.outcome = action;
  } else if (action == "output") {
    const std::string line = event.value("Output", "");
    if (!is_framing(line)) {
      entry.output += line.size() < 1000 ? timeless(line) : line;
    }
  }
}

} // namespace

OrdinaryResults
read_events(std::string_view stream)
{
  OrdinaryResults results;
  while (!stream.empty()) {
    const std::size_t end = std::min(stream.find('\n'), stream.size());
    const std::string_view line = stream.substr(0, end);
    stream.remove_prefix(std::min(end + 1, stream.size()));
    const json event = json::parse(line, nullptr, false);
    if (event.is_object()) {
      add(results, event);
    } else {
      results[""].output += std::string(line) + "\n";
    }
  }
  for (auto& [name, entry] : results) {
    if (entry.outcome.empty()) {
      entry.outcome = "never ended";
    }
  }
  return results;
}

std::string
diff_ordinary(const OrdinaryResults& plain, const OrdinaryResults& gated, bool with_output)
{
  std::string text;
  for (const auto& [name, without] : plain) {
    const auto found = gated.find(name);
    if (found == gated.end()) {
      text += json(name).dump() + ": is lost under the gate\n";
      continue;
    }
    if (found->second.outcome != without.outcome) {
      text += json(name).dump() + ": " + without.outcome + " without the gate, " +
              found->second.outcome + " under it\n" + found->second.output;
    }
    if (with_output && found->second.output != without.output) {
      text += json(name).dump() + ": prints something else\n--- without the gate\n" +
              without.output + "--- under it\n" + found->second.output;
    }
  }
  for (const auto& [name, under] : gated) {
    if (!plain.contains(name)) {
      text += json(name).dump() + ": appears only under the gate\n" + under.output;
    }
  }
  return text;
}

} // namespace leakgate::e2e
