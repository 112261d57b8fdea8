#include "gate/app/commands/calls.hpp"

#include "gate/base/file.hpp"
#include "gate/base/random.hpp"
#include "gate/base/text.hpp"
#include "gate/model/enum_words.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <chrono>
#include <system_error>

namespace leakgate {

namespace fs = std::filesystem;

template <>
struct EnumWords<CallState>
{
  static constexpr std::string_view k_noun = "a state of a call";
  static constexpr EnumWord<CallState> k_rows[] = {
      {CallState::started, "started"},   {CallState::judged, "judged"},
      {CallState::no_tests, "no_tests"}, {CallState::nothing, "nothing"},
      {CallState::unjudged, "unjudged"}, {CallState::interrupted, "interrupted"}};
};

namespace {

std::string
one_line(std::string text)
{
  std::ranges::replace_if(
      text, [](char c) { return c == '\n' || c == '\r'; }, ' ');
  return text;
}

} // namespace

Result<GoCall>
begin_call(const fs::path& run, const std::vector<std::string>& words)
{
  const auto now = std::chrono::steady_clock::now().time_since_epoch().count();
  std::error_code ignored;
  GoCall call;
  call.folder = run / "calls" / fmt::format("{:020}-{}", now, random_hex().substr(0, 12));
  call.words = one_line(text::join(words, " "));
  call.where = one_line(fs::current_path(ignored).string());
  if (auto kept = keep_call(call); !kept) {
    return failure(kept.error());
  }
  return call;
}

Result<void>
keep_call(const GoCall& call)
{
  return write_file(call.folder / "call",
                    fmt::format("{}\n{}\n{}\n{}\n", to_string(call.state), call.words, call.where,
                                one_line(call.reason)));
}

std::vector<GoCall>
read_calls(const fs::path& run)
{
  std::vector<GoCall> calls;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(run / "calls", error)) {
    GoCall call;
    call.folder = entry.path();
    if (const auto content = read_regular_file(entry.path() / "call")) {
      const auto lines = text::split(*content, '\n');
      call.state = from_word<CallState>(lines[0]).value_or(CallState::started);
      call.words = lines.size() > 1 ? std::string(lines[1]) : "";
      call.where = lines.size() > 2 ? std::string(lines[2]) : "";
      call.reason = lines.size() > 3 ? std::string(lines[3]) : "";
    }
    calls.push_back(std::move(call));
  }
  std::ranges::sort(calls, {}, [](const GoCall& call) { return call.folder.filename(); });
  return calls;
}

} // namespace leakgate
