#include "gate/base/file.hpp"
#include "gate/base/text.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace fs = std::filesystem;
namespace text = leakgate::text;

namespace {

const fs::path k_source = LEAKGATE_SOURCE_DIR;

// What a promise refers to: a name in backticks, or the title of a test case in quotes.
struct Reference
{
  bool title = false;
  std::string words;
};

std::vector<Reference>
references(std::string_view words)
{
  std::vector<Reference> found;
  for (std::size_t at = 0; (at = words.find_first_of("`\"", at)) != words.npos;) {
    const std::size_t end = words.find(words[at], at + 1);
    REQUIRE(end != words.npos);
    found.push_back({words[at] == '"', std::string(words.substr(at + 1, end - at - 1))});
    at = end + 1;
  }
  return found;
}

// The cells "held by" of all tables of promises.
std::vector<std::string>
held_by(const std::string& page)
{
  std::vector<std::string> cells;
  bool promises = false;
  for (const std::string_view line : text::split(page, '\n')) {
    const auto columns = text::split(line, '|');
    if (columns.size() != 4) {
      promises = false;
    } else if (text::trim(columns[2]) == "held by") {
      promises = true;
    } else if (promises && !columns[2].starts_with(" ---")) {
      cells.emplace_back(text::trim(columns[2]));
    }
  }
  return cells;
}

std::vector<fs::path>
files_below(const char* folder)
{
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(k_source / folder)) {
    if (entry.is_regular_file()) {
      files.push_back(entry.path());
    }
  }
  return files;
}

std::vector<fs::path>
unit_tests(const std::string& name)
{
  std::vector<fs::path> found;
  for (const fs::path& path : files_below("tests/unit")) {
    if (path.generic_string().ends_with("/" + name + ".cpp")) {
      found.push_back(path);
    }
  }
  return found;
}

// The ctest entries e2e.NAME: the cases, and those that CMake names.
std::vector<fs::path>
end_to_end(const std::string& name)
{
  const fs::path folder = k_source / "tests/e2e";
  const std::string entries = leakgate::read_file(folder / "CMakeLists.txt").value();
  if (entries.find("leakgate_e2e(" + name + " ") == std::string::npos) {
    const fs::path described = folder / "cases" / name;
    return fs::exists(described / "go.mod") ? std::vector{described} : std::vector<fs::path>{};
  }
  std::vector<fs::path> programs;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() == ".cpp") {
      programs.push_back(entry.path());
    }
  }
  return programs;
}

// The files of a test that is named; none when there is no such test.
std::vector<fs::path>
files_of(const std::string& name)
{
  if (name.starts_with("e2e.")) {
    return end_to_end(name.substr(4));
  }
  if (name.ends_with("_test")) {
    return unit_tests(name);
  }
  const fs::path path =
      k_source / (name.starts_with("fuzz_") ? "tests/fuzz/" + name.substr(5) + "_fuzz.cpp" : name);
  return fs::exists(path) ? std::vector{path} : std::vector<fs::path>{};
}

bool
has_case(const std::vector<fs::path>& files, const std::string& title)
{
  for (const fs::path& path : files) {
    const std::string source = fs::is_directory(path) ? "" : leakgate::read_file(path).value();
    for (const std::string_view line : text::split(source, '\n')) {
      if (line.starts_with("TEST_CASE(\"") && line.find(title) != line.npos) {
        return true;
      }
    }
  }
  return false;
}

} // namespace

TEST_CASE("docs/security.md: each test that holds a promise exists")
{
  const auto cells = held_by(leakgate::read_file(k_source / "docs/security.md").value());
  REQUIRE(cells.size() > 20);
  for (const std::string& cell : cells) {
    CAPTURE(cell);
    std::vector<fs::path> files;
    for (const Reference& reference : references(cell)) {
      CAPTURE(reference.words);
      if (reference.title) {
        CHECK_MESSAGE(has_case(files, reference.words), "the test named before has no such case");
      } else {
        files = files_of(reference.words);
        CHECK_MESSAGE(!files.empty(), "there is no such test");
      }
    }
    CHECK_MESSAGE(!files.empty(), "a promise that no test holds");
  }
}

TEST_CASE("docs/security.md: a test that is not there is noticed")
{
  CHECK(files_of("rules/config/errors_test").size() == 1);
  CHECK(files_of("rules/config/no_such_test").empty());
  CHECK(files_of("e2e.faults").size() > 1);
  CHECK(files_of("e2e.no_such_case").empty());
  CHECK(files_of("fuzz_config").size() == 1);
  CHECK(files_of("fuzz_no_such_target").empty());
  CHECK(files_of("script/no_such_script").empty());
  const auto faults = files_of("e2e.faults");
  CHECK(has_case(faults, "nothing that the gate has started outlives it"));
  CHECK_FALSE(has_case(faults, "no such title"));
}
