#include "reporters/delivery/comment_body.hpp"
#include "reporters/delivery/marker.hpp"
#include "reporters/delivery/retry_policy.hpp"
#include "reporters/delivery/server_text.hpp"
#include "reporters/delivery/url.hpp"
#include "reporters/github/answers.hpp"
#include "reporters/github/context.hpp"
#include "reporters/github/review_answers.hpp"
#include "reporters/gitlab/answers.hpp"
#include "reporters/gitlab/api.hpp"
#include "tests/fuzz/property.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

using leakgate::fuzz::property;

namespace {

constexpr std::size_t k_longest_value = 300; // of a field of the marker

bool
is_one_line(std::string_view text)
{
  return std::ranges::none_of(
      text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
}

std::optional<std::string>
variable(const std::string& name, const std::string& event)
{
  if (name == "GITHUB_EVENT_NAME") {
    return event;
  }
  if (name == "GITHUB_REPOSITORY") {
    return "owner/name";
  }
  if (name == "GITHUB_SHA") {
    return std::string(40, 'a');
  }
  const bool set = name == "GITHUB_ACTIONS" || name == "GITHUB_RUN_ID" ||
                   name == "GITHUB_WORKFLOW" || name == "GITHUB_JOB";
  return set ? std::optional<std::string>("1") : std::nullopt;
}

void
try_event(std::string_view event_file)
{
  for (const char* const event : {"pull_request", "workflow_run", "issue_comment", "push"}) {
    const auto context = leakgate::read_github_context(
        [event](const std::string& name) { return variable(name, event); }, event_file, {});
    if (context) {
      const std::string& commit = context->run.commit;
      property(commit.empty() || commit.size() == 40 || commit.size() == 64, "a commit is whole");
      property(context->run.id > 0, "a run has a number");
      property(context->run.url.starts_with("https://github.com/owner/name/") &&
                   context->api_url == "https://api.github.com",
               "an event changes no address");
    } else {
      property(is_one_line(context.error()), "an error is one line");
    }
  }
}

using Files = std::vector<leakgate::FileDiff>;

void
check_lines(const Files& files)
{
  for (const leakgate::FileDiff& file : files) {
    property(!file.path.empty() && !file.old_path.empty(), "a changed file has both names");
    int before = 0;
    for (const leakgate::DiffLine& line : file.lines) {
      property(line.new_line > before && line.old_line >= 0, "lines are in their order");
      property(line.text.find('\n') == std::string::npos, "a line is one");
      before = line.new_line;
    }
  }
}

void
try_answers(const std::string& body)
{
  (void)leakgate::github::read_pull_requests(body);
  (void)leakgate::github::read_login(body);
  (void)leakgate::github::read_head(body);
  property(leakgate::github::read_id(body).value_or(1) > 0, "an id is not 0");
  property(leakgate::gitlab::read_id(body).value_or(1) > 0, "an id is not 0");
  const auto comments = leakgate::github::read_comments(body);
  property(!comments || std::ranges::all_of(*comments, [](const auto& one) { return one.id > 0; }),
           "a comment has a number");
  const auto marks = leakgate::github::read_review_comments({body, body});
  property(!marks || std::ranges::all_of(
                         *marks, [](const auto& one) { return one.mark.marker.kind == "line"; }),
           "a mark is of a line");
  const auto notes = leakgate::gitlab::read_notes(body);
  property(!notes || std::ranges::all_of(*notes, [](const auto& one) { return one.id > 0; }),
           "a note has a number");
  const auto threads = leakgate::gitlab::read_threads(body);
  property(!threads || std::ranges::none_of(*threads, [](const auto& o) { return o.id.empty(); }),
           "a thread has a name");
  const auto version = leakgate::gitlab::read_version(body);
  property(!version || !version->head.empty(), "a version has a head");
  check_lines(leakgate::github::read_changed_files(body).value_or(Files()));
  check_lines(leakgate::gitlab::read_diffs(body).value_or(Files()));
}

void
try_marker(std::string_view text)
{
  const auto marker = leakgate::read_marker(text);
  const auto fits = [](const std::string& value) { return value.size() <= k_longest_value; };
  if (!marker || !fits(marker->kind) || !fits(marker->run.key) || !fits(marker->run.commit) ||
      !fits(marker->fingerprint) || !fits(marker->state)) {
    return;
  }
  const std::string line = leakgate::write_marker(*marker);
  property(is_one_line(std::string_view(line).substr(0, line.size() - 1)) &&
               line.find("-->") + 4 == line.size(),
           "a marker is one comment on one line");
  property(leakgate::read_marker(line) == marker, "a marker is read as it was written");
}

void
try_comment(const std::string& text)
{
  constexpr std::size_t k_limit = 4000;
  const leakgate::CiRun run{"k", 7, 2, std::string(40, 'a'), "https://x/1", "https://x/2"};
  const std::string clear = leakgate::line_clear_body(text, run, k_limit);
  property(clear.size() <= k_limit + 2000, "what is said stays near its limit");
  const auto marker = leakgate::read_marker(clear);
  property(marker && marker->state == "clear" && marker->run.id == 7, "our marker stands first");
  property(leakgate::line_clear_body(clear, run, k_limit).size() <= clear.size() + 64,
           "clearing again adds nothing");
  std::string sent = leakgate::gitlab::without_quick_actions(text);
  std::erase(sent, '\r');
  const auto is_command = [&](std::size_t at) {
    return at + 1 < sent.size() && sent[at] == '/' && sent[at + 1] != '/';
  };
  bool none = !is_command(0);
  for (std::size_t at = sent.find('\n'); at != std::string::npos; at = sent.find('\n', at + 1)) {
    none = none && !is_command(at + 1);
  }
  property(none, "no line is a quick action");
}

void
try_headers(const std::string& text)
{
  using leakgate::HttpHeader;
  constexpr std::string_view k_server = "https://api.example.com";
  const std::string said = leakgate::server_text(text);
  property(is_one_line(said) && said.size() < 1000, "what a server says is a short line");
  const auto next = leakgate::next_link({HttpHeader{"link", text}});
  property(!next || next->find('>') == std::string::npos, "an address ends before the bracket");
  for (const std::string& reference : {text, next.value_or("")}) {
    const auto url = leakgate::url_on_same_server("https://api.example.com/v3/list", reference);
    std::string server = url.value_or("").substr(0, k_server.size());
    std::ranges::transform(server, server.begin(), [](char c) {
      return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    });
    property(!url || server == k_server, "an address stays on its server");
  }
  property(leakgate::markdown_link_target(text).find_first_of("<>[]\"'` \n") == std::string::npos,
           "a target of a link ends nothing");
  for (const char* const name :
       {"retry-after", "x-ratelimit-reset", "ratelimit-reset", "ratelimit-resettime"}) {
    for (const int status : {403, 422, 429, 503}) {
      const leakgate::HttpResponse answer{
          status, {{"x-ratelimit-remaining", "0"}, {name, text}}, text};
      const auto retry = leakgate::retry_after_answer("POST", answer, 1, 1'800'000'000);
      property(!retry.again || (retry.wait >= std::chrono::seconds(1) &&
                                retry.wait <= std::chrono::seconds(1'000'000)),
               "a wait is neither none nor for ever");
    }
  }
}

} // namespace

int
LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
  const std::string text(leakgate::fuzz::text(data, size));
  try_event(text);
  try_answers(text);
  check_lines({{"a", "a", leakgate::parse_patch(text)}});
  try_marker(text);
  try_comment(text);
  try_headers(text);
  return 0;
}
