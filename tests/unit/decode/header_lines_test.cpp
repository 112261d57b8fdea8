#include "gate/base/file.hpp"
#include "gate/base/text.hpp"
#include "gate/decode/crash_output.hpp"
#include "gate/decode/goroutine_header.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

using namespace leakgate;

namespace {

std::string
top_level_test(const Goroutine& goroutine)
{
  const auto label = std::ranges::find(goroutine.labels, "test.name", &Label::key);
  return label == goroutine.labels.end() ? "-" : label->value.substr(0, label->value.find('/'));
}

} // namespace

// The probe's fixture `headers` reads the same file.
TEST_CASE("header lines: what is one, and what it says, in every form of Go 1.24 to 1.27")
{
  const std::string corpus = read_file(LEAKGATE_HEADER_LINES).value();
  std::size_t seen = 0;
  for (const std::string_view row : text::split(text::trim(corpus), '\n')) {
    if (row.starts_with('#')) {
      continue;
    }
    CAPTURE(row);
    const std::vector<std::string_view> columns = text::split(row, '\t');
    REQUIRE(columns.size() == 5);
    const std::string_view id = columns[0];
    const std::string_view line = columns[4];
    ++seen;
    const auto header = split_goroutine_header(line);
    CHECK(header.has_value() == (id != "no" && id != "damaged"));
    CHECK(is_meant_as_goroutine_header(line) == (id != "no"));
    // What has begun goes on to be the same crash up to the first goroutine.
    CrashScan scan;
    CHECK(scan.next("panic: boom") == 0);
    CHECK(scan.next(line) == std::string_view::npos);
    CHECK(scan.has_goroutines() == header.has_value());
    if (header) {
      const auto goroutine = parse_goroutine_header(header->attributes);
      REQUIRE(goroutine);
      CHECK(std::to_string(header->id) == id);
      CHECK(goroutine->state == columns[1]);
      CHECK(goroutine->leaked == (columns[2] == "leaked"));
      CHECK(top_level_test(*goroutine) == columns[3]);
    }
  }
  CHECK(seen > 25);
}
