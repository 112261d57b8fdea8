#include "gate/base/saturate.hpp"
#include "gate/base/text.hpp"
#include "reporters/stacks/leaked_stacks.hpp"
#include "reporters/stacks/reports.hpp"
#include "reporters/text/terminal.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string_view>

namespace leakgate {

namespace {

// A semicolon ends a frame and the last space ends the stack.
std::string
frame_name(std::string_view name)
{
  std::string out = terminal::one_line(name);
  std::ranges::replace_if(
      out, [](char c) { return c == ' ' || c == ';'; }, '_');
  return out.empty() ? "(unknown)" : out;
}

std::string
root_name(const Finding& finding, const LeakedStack& stack)
{
  std::string who;
  if (!stack.tests.empty()) {
    who = stack.tests.front();
    who += stack.tests.size() == 1
               ? ""
               : fmt::format("(+{})",
                             text::counted(static_cast<long long>(stack.tests.size()) - 1, "test"));
  } else {
    who = finding.phase == Phase::init        ? "init"
          : finding.phase == Phase::test_main ? "TestMain"
                                              : "(no test)";
  }
  return frame_name(finding.package + "." + who);
}

} // namespace

std::string
render_folded(const Verdict& verdict, const ReportContext&)
{
  std::map<std::string, std::int64_t> lines;
  for (const Finding& finding : verdict.findings) {
    for (const LeakedStack& stack : leaked_stacks(finding)) {
      std::string line = root_name(finding, stack);
      for (auto frame = stack.frames.rbegin(); frame != stack.frames.rend(); ++frame) {
        line += ";" + frame_name(frame->function.view());
      }
      std::int64_t& count = lines[line];
      count = saturating_add(count, stack.count);
    }
  }
  std::string out;
  for (const auto& [line, count] : lines) {
    out += fmt::format("{} {}\n", line, count);
  }
  return out;
}

} // namespace leakgate
