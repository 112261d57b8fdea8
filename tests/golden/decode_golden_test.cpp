#include "gate/base/file.hpp"
#include "gate/decode/events/suite_events.hpp"
#include "gate/decode/goroutine_dump.hpp"
#include "gate/decode/profile.hpp"
#include "tests/support/model_json.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace leakgate {

namespace {

namespace fs = std::filesystem;

std::string
content(const fs::path& path)
{
  auto text = read_file(path);
  REQUIRE_MESSAGE(text.has_value(), (text ? "" : text.error()));
  return *text;
}

std::string
decode_dump(std::string_view data)
{
  return test::print(decode_goroutine_dump(data, "input"));
}

// Goroutine and heap profiles are told apart by their first sample type.
std::string
decode_profile(std::string_view data)
{
  auto goroutines = decode_goroutine_profile(data, "input");
  return goroutines ? test::print(goroutines) : test::print(decode_heap_profile(data, "input"));
}

std::string
decode_events(std::string_view data)
{
  TestEventReader reader({});
  reader.feed(data);
  const TestRun run = reader.finish();
  return test::print(run, reader.problems());
}

std::vector<fs::path>
inputs(const fs::path& folder)
{
  std::vector<fs::path> found;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.path().filename().string().starts_with("input.")) {
      found.push_back(entry.path());
    }
  }
  std::ranges::sort(found);
  return found;
}

// `input.go1.27.txt` is compared with `expected.go1.27.txt.json`.
fs::path
expected_path(const fs::path& input)
{
  const std::string name = input.filename().string();
  return input.parent_path() /
         ("expected" + name.substr(std::string_view("input").size()) + ".json");
}

void
check_folder(const char* folder, std::string_view extension,
             std::string (*decode)(std::string_view))
{
  const bool update = std::getenv("LEAKGATE_UPDATE_GOLDENS") != nullptr;
  int count = 0;
  for (const fs::path& input : inputs(fs::path(LEAKGATE_GOLDEN_DIR) / folder)) {
    if (!input.string().ends_with(extension)) {
      continue;
    }
    ++count;
    const std::string got = decode(content(input));
    const fs::path expected = expected_path(input);
    if (update) {
      REQUIRE(write_file(expected, got).has_value());
    }
    INFO(expected.string());
    CHECK(got == content(expected));
  }
  CHECK(count > 0);
}

// A stack as both forms show it. The text leaves out most frames of the runtime, and
// prints runtime.gopanic as `panic`.
std::vector<std::string>
user_stack(const Goroutine& goroutine)
{
  std::vector<std::string> stack;
  for (const Frame& frame : goroutine.frames) {
    if (!frame.function.view().starts_with("runtime.") && frame.function.view() != "panic") {
      stack.push_back(frame.function.str() + " " + frame.file.str() + ":" +
                      std::to_string(frame.line));
    }
  }
  return stack;
}

std::map<std::vector<std::string>, std::int64_t>
stacks_of(const std::vector<Goroutine>& goroutines)
{
  std::map<std::vector<std::string>, std::int64_t> stacks;
  for (const Goroutine& goroutine : goroutines) {
    // The goroutine that writes stands at another line for each form.
    if (goroutine.frames.empty() ||
        !goroutine.frames.back().function.view().starts_with("runtime.main")) {
      stacks[user_stack(goroutine)] += goroutine.count;
    }
  }
  std::erase_if(stacks, [](const auto& entry) {
    return std::ranges::any_of(entry.first,
                               [](const auto& frame) { return frame.starts_with("main.main "); });
  });
  return stacks;
}

} // namespace

TEST_CASE("golden: dumps of real programs decode to what was reviewed")
{
  check_folder("goroutine_dump", ".txt", decode_dump);
}

TEST_CASE("golden: profiles of real programs decode to what was reviewed")
{
  check_folder("profile", ".pb.gz", decode_profile);
}

TEST_CASE("golden: streams of go test -json decode to what was reviewed")
{
  check_folder("test_events", ".jsonl", decode_events);
}

TEST_CASE("golden: the text dump and the profile of one process have the same stacks")
{
  int count = 0;
  for (const fs::path& input : inputs(fs::path(LEAKGATE_GOLDEN_DIR) / "profile" / "goroutines")) {
    if (input.extension() != ".txt") {
      continue;
    }
    ++count;
    fs::path profile = input;
    profile.replace_extension(".pb.gz");
    INFO(input.string());
    const auto goroutines = decode_goroutine_profile(content(profile), "input");
    REQUIRE(goroutines.has_value());
    const auto stacks = stacks_of(decode_goroutine_dump(content(input), "input").goroutines);
    CHECK(stacks.size() >= 5);
    CHECK(stacks_of(*goroutines) == stacks);
  }
  CHECK(count > 0);
}

} // namespace leakgate
