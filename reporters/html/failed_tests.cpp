#include "reporters/wording/failed_tests.hpp"

#include "reporters/html/parts.hpp"

#include <fmt/format.h>

#include <vector>

namespace leakgate::html {

std::string
failed_tests_section(const Verdict& verdict)
{
  constexpr std::size_t k_most_rows = 200;
  const std::vector<FailedTest> all = failed_tests(verdict);
  std::vector<std::string> rows;
  for (const FailedTest& failed : all) {
    if (rows.size() == k_most_rows) {
      break;
    }
    rows.push_back(cell(failed.test, "name") + cell(failed.package, "name") +
                   cell(failed.place, "place") + cell(failed.message));
  }
  if (rows.empty()) {
    return {};
  }
  std::string body =
      table("Failed tests", {"Test", "Package", "Where", "What it said first"}, rows);
  if (all.size() > rows.size()) {
    body += fmt::format("<p class=\"quiet\">and {} more</p>\n", all.size() - rows.size());
  }
  return section("failed", "Failed tests", body);
}

} // namespace leakgate::html
