#include "gate/base/text.hpp"
#include "gate/model/symbol_text.hpp"
#include "reporters/delivery/json_fields.hpp"
#include "reporters/github/answers.hpp"
#include "reporters/github/api.hpp"
#include "reporters/markdown/report.hpp"
#include "reporters/text/plain_text.hpp"
#include "reporters/wording/annotation.hpp"
#include "reporters/wording/ci_place.hpp"
#include "reporters/wording/each_of_tests.hpp"
#include "reporters/wording/families.hpp"
#include "reporters/wording/totals.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <iterator>
#include <utility>
#include <vector>

namespace leakgate {

namespace {

using Json = nlohmann::json;

// docs.github.com "REST API endpoints for check runs".
constexpr std::size_t k_summary_bytes = 65535; ///< GitHub: characters
constexpr std::size_t k_annotations_of_call = 50;
constexpr std::size_t k_name_bytes = 200;
constexpr std::size_t k_path_bytes = 1000;
constexpr std::size_t k_details_bytes = 60'000; ///< GitHub: 64 KB
// Each call waits a second for the one before it.
constexpr std::size_t k_most_annotations = 500;
constexpr int k_most_attempts = 3;

constexpr std::string_view k_permission = "checks: write";

std::string_view
conclusion(const Verdict& verdict)
{
  const bool found = totals_of(verdict).findings() > 0;
  switch (verdict.outcome) {
  case Outcome::pass: return "success";
  case Outcome::tests_failed: return found ? "failure" : "neutral"; // their own job fails
  case Outcome::leaks:
  case Outcome::no_verdict: break;
  }
  return "failure";
}

std::string
stack_text(const Finding& finding)
{
  std::string out;
  for (const Frame& frame : finding.stack) {
    out += fmt::format("{}\n    {}:{}\n", unescaped_symbol(frame.function.view()),
                       frame.file.view(), frame.line);
    if (out.size() > k_details_bytes) {
      break;
    }
  }
  return plain_text::lines(out, k_details_bytes);
}

// What is marked, and what is folded below it.
struct Mark
{
  Finding finding;
  std::vector<const Finding*> below;
};

Json
annotation_json(const Finding& finding, const std::vector<const Finding*>& below,
                const SourceRoots& roots)
{
  const CiPlace place = ci_places(finding, roots).front();
  const int line = std::max(place.line, 1);
  const bool reported = finding.disposition == Disposition::reported;
  Json json{{"path", plain_text::one_line(place.path, k_path_bytes)},
            {"start_line", line},
            {"end_line", line},
            {"annotation_level", reported ? "failure" : "notice"},
            {"title", annotation::title(finding)},
            {"message", annotation::message(finding, below)}};
  if (std::string stack = stack_text(finding); !stack.empty()) {
    json["raw_details"] = std::move(stack);
  }
  return json;
}

// Those that get a mark; behind them their further tests, as far as there is room.
std::vector<Mark>
marked_findings(const Verdict& verdict)
{
  const Families families(verdict);
  std::vector<Mark> marked;
  std::vector<Mark> tests;
  for (const Finding* finding : families.told()) {
    marked.push_back({*finding, families.below(*finding)});
    const std::size_t most = k_most_annotations - std::min(tests.size(), k_most_annotations);
    for (Finding& own : each_of_tests::others_elsewhere(*finding, verdict.roots, most)) {
      tests.push_back({std::move(own), {}});
    }
  }
  for (const Finding& finding : verdict.findings) {
    if (finding.disposition != Disposition::reported && finding.kind == FindingKind::policy) {
      marked.push_back({finding, {}});
    }
  }
  const std::size_t room =
      marked.size() < k_most_annotations ? k_most_annotations - marked.size() : 0;
  tests.erase(tests.begin() + static_cast<std::ptrdiff_t>(std::min(tests.size(), room)),
              tests.end());
  std::ranges::move(tests, std::back_inserter(marked));
  return marked;
}

// One check run on the head of the change.
class CheckRun
{
public:
  CheckRun(const Verdict& verdict, const ReportContext& report, const GithubContext& context,
           ApiClient& api)
      : m_context(context), m_api(api), m_path(github::repository_url(context) + "/check-runs"),
        m_roots(verdict.roots), m_marks(marked_findings(verdict)),
        m_conclusion(conclusion(verdict)), m_output{
                                               {"title", headline(verdict)},
                                               {"summary", render_markdown_within(verdict, report,
                                                                                  k_summary_bytes)}}
  {
  }

  Delivery
  deliver()
  {
    const auto id = create();
    if (!id) {
      return {DeliveryState::failed, id.error().message};
    }
    const auto added = add_others(*id);
    std::string message =
        fmt::format("check run {} created (id {})", text::quoted(m_context.check_name), *id);
    if (m_sent < m_marks.size()) {
      message += fmt::format(", with {} of {} marks{}", m_sent, m_marks.size(),
                             added ? "" : ": " + added.error().message);
    }
    return {DeliveryState::delivered, std::move(message)};
  }

private:
  // A second one of the same name, after an answer that was lost, hides the first.
  tl::expected<std::uint64_t, ApiError>
  create()
  {
    const std::string body = create_json();
    auto answer = m_api.call("POST", m_path, body);
    for (int attempt = 1; attempt < k_most_attempts && !answer && answer.error().maybe_done &&
                          m_api.wait_before_retry(attempt);
         ++attempt) {
      answer = m_api.call("POST", m_path, body);
    }
    if (!answer) {
      return tl::unexpected(github::explained(answer.error(), m_context, k_permission));
    }
    const std::optional<std::uint64_t> id = github::read_id(answer->body);
    return id ? tl::expected<std::uint64_t, ApiError>(*id)
              : tl::unexpected(github::unreadable("POST", m_path, answer->body));
  }

  // Those of a further call are added to the ones before.
  tl::expected<void, ApiError>
  add_others(std::uint64_t id)
  {
    while (m_sent < std::min(m_marks.size(), k_most_annotations)) {
      const std::size_t before = m_sent;
      const auto answer = m_api.call("PATCH", fmt::format("{}/{}", m_path, id),
                                     json_fields::dumped(Json{{"output", next_output()}}));
      if (!answer) {
        m_sent = before;
        return tl::unexpected(github::explained(answer.error(), m_context, k_permission));
      }
    }
    return {};
  }

  std::string
  create_json()
  {
    Json json{{"name", plain_text::one_line(m_context.check_name, k_name_bytes)},
              {"head_sha", m_context.run.commit},
              {"status", "completed"},
              {"conclusion", m_conclusion},
              {"external_id", plain_text::one_line(m_context.run.key, k_name_bytes)},
              {"output", next_output()}};
    if (!m_context.run.url.empty()) {
      json["details_url"] = m_context.run.url;
    }
    return json_fields::dumped(json);
  }

  Json
  next_output()
  {
    Json output = m_output;
    const std::size_t end = std::min(m_sent + k_annotations_of_call, m_marks.size());
    output["annotations"] = Json::array();
    for (; m_sent < end; ++m_sent) {
      const Mark& mark = m_marks[m_sent];
      output["annotations"].push_back(annotation_json(mark.finding, mark.below, m_roots));
    }
    return output;
  }

  const GithubContext& m_context;
  ApiClient& m_api;
  std::string m_path;
  const SourceRoots& m_roots;
  std::vector<Mark> m_marks;
  std::size_t m_sent = 0; ///< of them
  std::string_view m_conclusion;
  Json m_output; ///< without annotations
};

} // namespace

Delivery
deliver_github_check(const Verdict& verdict, const ReportContext& report,
                     const GithubContext& context, ApiClient& api)
{
  if (context.run.commit.empty()) {
    return github::commit_not_known(context);
  }
  return CheckRun(verdict, report, context, api).deliver();
}

} // namespace leakgate
