#include "reporters/delivery/marker.hpp"
#include "reporters/github/github.hpp"
#include "tests/unit/reporters/github/fake_pull_request.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <string>
#include <utility>
#include <vector>

using namespace leakgate;
using test::FakePullRequest;
using test::ScriptedAnswer;
using test::SeenRequest;

namespace {

constexpr const char* k_file = "shop/stock.go";

Finding
leak(int line, const std::string& file = k_file)
{
  Finding finding;
  finding.fingerprint = fmt::format("v1:{:032d}", line);
  finding.package = "example.com/app/shop";
  finding.test = "TestStock";
  finding.count = 1;
  finding.state = "chan send";
  finding.message = fmt::format("leak number {}.", line);
  finding.at = {"example.com/app/shop.TestStock", file, line};
  return finding;
}

Verdict
verdict_of(std::vector<Finding> findings)
{
  Verdict verdict;
  verdict.outcome = findings.empty() ? Outcome::pass : Outcome::leaks;
  verdict.findings = std::move(findings);
  verdict.roots = {{{"example.com/app", "/src"}}, {}, "", "/src"};
  PackageVerdict package;
  package.import_path = "example.com/app/shop";
  package.end = PackageEnd::passed;
  package.judged = true;
  verdict.packages = {package};
  return verdict;
}

Verdict
leaks_at(const std::vector<int>& lines)
{
  std::vector<Finding> findings;
  findings.reserve(lines.size());
  for (const int line : lines) {
    findings.push_back(leak(line));
  }
  return verdict_of(std::move(findings));
}

// A pull request, and runs of leakgate on it.
struct Flow
{
  Flow() { pull.add_file(k_file, 10, 60); }

  Delivery
  run(const Verdict& verdict)
  {
    ++context.run.id;
    return again(verdict);
  }

  // The same run once more.
  Delivery
  again(const Verdict& verdict)
  {
    test::ScriptedServer server(
        [this](const SeenRequest& request) { return pull.answer_to(request); });
    ApiClient api = server.client();
    return deliver_github_review(verdict, ReportContext{}, context, api);
  }

  [[nodiscard]] int
  writes() const
  {
    return pull.count("POST") + pull.count("PATCH") + pull.count("DELETE");
  }

  FakePullRequest pull;
  GithubContext context = [] {
    GithubContext here;
    here.owner = "o";
    here.repository = "r";
    here.pull_request = 7;
    here.run.key = "ci/test";
    here.run.commit = std::string(40, 'a');
    return here;
  }();
};

bool
has(const std::string& text, const std::string& part)
{
  return text.find(part) != std::string::npos;
}

} // namespace

TEST_CASE("without a pull request there is no place for a review")
{
  Flow flow;
  flow.context.pull_request = 0;
  CHECK(flow.run(leaks_at({12})).state == DeliveryState::not_here);
  CHECK(flow.writes() == 0);
}

TEST_CASE("without the commit of the change there is no place for a review")
{
  Flow flow;
  flow.context.event = "issue_comment";
  flow.context.run.commit = "";
  const Delivery delivery = flow.run(leaks_at({12}));
  CHECK(delivery.state == DeliveryState::not_here);
  CHECK(delivery.message ==
        "the commit of the change is not known in this run (event \"issue_comment\")");
  CHECK(flow.pull.count("GET") == 0);
}

TEST_CASE("nothing to say, and nothing stood there: one look")
{
  Flow flow;
  const Delivery delivery = flow.run(leaks_at({}));
  CHECK(delivery.state == DeliveryState::nothing_to_do);
  CHECK(delivery.message == "nothing to mark, and nothing stood there");
  CHECK(flow.pull.count("GET") == 1);
  CHECK(flow.writes() == 0);
}

TEST_CASE("findings on lines of the change are one review; the same again posts nothing")
{
  Flow flow;
  const Delivery first = flow.run(leaks_at({12, 40}));
  CHECK(first.state == DeliveryState::delivered);
  CHECK(first.message == "review comments: 2 posted");
  CHECK(first.marked == std::vector<std::string>{leak(12).fingerprint, leak(40).fingerprint});
  REQUIRE(flow.pull.reviews.size() == 1);
  const auto& review = flow.pull.reviews[0];
  CHECK(review.at("event") == "COMMENT");
  CHECK(review.at("commit_id") == flow.pull.head);
  CHECK(has(review.at("body"), "2 new findings on lines of this change."));
  REQUIRE(read_marker(review.at("body").get<std::string>()));
  CHECK(read_marker(review.at("body").get<std::string>())->kind == "review");
  const auto& comment = review.at("comments")[0];
  CHECK(comment.size() == 4);
  CHECK(comment.at("path") == k_file);
  CHECK(comment.at("line") == 12);
  CHECK(comment.at("side") == "RIGHT");
  CHECK(read_marker(comment.at("body").get<std::string>())->fingerprint == leak(12).fingerprint);
  CHECK(flow.writes() == 1);

  const Delivery second = flow.run(leaks_at({12, 40}));
  CHECK(second.state == DeliveryState::delivered);
  CHECK(second.message == "review comments: 2 unchanged");
  CHECK(second.marked.size() == 2);
  CHECK(flow.writes() == 1);
}

TEST_CASE("a finding that is gone, comes back and changes is one edit each")
{
  Flow flow;
  flow.run(leaks_at({12, 40}));
  const Delivery gone = flow.run(leaks_at({40}));
  CHECK(gone.message == "review comments: 1 cleared, 1 unchanged");
  CHECK(gone.marked == std::vector<std::string>{leak(40).fingerprint});
  CHECK(flow.pull.count("PATCH") == 1);
  REQUIRE(flow.pull.comment("gone"));
  CHECK(read_marker((*flow.pull.comment("gone"))["body"].get<std::string>())->state == "clear");
  flow.run(leaks_at({40}));
  CHECK(flow.pull.count("PATCH") == 1);

  CHECK(flow.run(leaks_at({12, 40})).message == "review comments: 1 opened again, 1 unchanged");
  CHECK(flow.pull.count("PATCH") == 2);
  CHECK_FALSE(flow.pull.comment("gone"));

  Verdict other = leaks_at({12, 40});
  other.findings[0].message = "more of them";
  CHECK(flow.run(other).message == "review comments: 1 updated, 1 unchanged");
  CHECK(flow.pull.count("PATCH") == 3);
  CHECK(flow.pull.comment("more of them"));
  CHECK(flow.pull.count("POST") == 1);
}

TEST_CASE("all of 31 findings but one are posted, and that one is counted")
{
  Flow flow;
  std::vector<int> lines;
  for (int line = 10; line < 21; ++line) {
    lines.push_back(line);
  }
  const Delivery delivery = flow.run(leaks_at(lines));
  CHECK(delivery.state == DeliveryState::delivered);
  CHECK(delivery.message == "review comments: 10 posted; 1 finding not marked, as one run posts "
                            "at most 10 comments, the worst first");
  CHECK(delivery.marked.size() == 10);
  CHECK(flow.pull.comments.size() == 10);
  CHECK_FALSE(flow.pull.comment("leak number 20."));
  CHECK(flow.writes() == 1);
  CHECK(flow.run(leaks_at(lines)).message == "review comments: 1 posted, 10 unchanged");
}

TEST_CASE("findings on files whose lines are not shown, and outside of the change")
{
  Flow flow;
  const Verdict verdict = verdict_of({leak(5), leak(7, "shop/other.go")});
  const Delivery delivery = flow.run(verdict);
  CHECK(delivery.state == DeliveryState::delivered);
  CHECK(delivery.message ==
        "review comments: 1 posted; 1 finding outside of the files of this change");
  REQUIRE(flow.pull.comments.size() == 1);
  CHECK(flow.pull.comments[0].at("subject_type") == "file");
  CHECK(flow.pull.reviews.empty());
  CHECK(flow.run(verdict).message ==
        "review comments: 1 unchanged; 1 finding outside of the files of this change");
  CHECK(flow.writes() == 1);

  Flow outside;
  const Delivery nothing = outside.run(verdict_of({leak(7, "shop/other.go")}));
  CHECK(nothing.state == DeliveryState::nothing_to_do);
  CHECK(nothing.message == "review comments: none; 1 finding outside of the files of this change");
}

TEST_CASE("a line that GitHub refuses becomes a comment on its file, the others stay on theirs")
{
  Flow flow;
  flow.pull.refused = {std::string(k_file) + ":20"};
  const Delivery delivery = flow.run(leaks_at({12, 20, 40}));
  CHECK(delivery.state == DeliveryState::delivered);
  CHECK(delivery.message == "review comments: 3 posted");
  REQUIRE(flow.pull.comments.size() == 3);
  CHECK(flow.pull.comment("leak number 12.")->at("line") == 12);
  CHECK(flow.pull.comment("leak number 20.")->at("subject_type") == "file");
  CHECK(flow.pull.comment("leak number 40.")->at("line") == 40);
  CHECK(flow.pull.count("POST", "/reviews") == 1);
  CHECK(flow.pull.count("POST", "/comments") == 4);
  flow.run(leaks_at({12, 20, 40}));
  CHECK(flow.writes() == 5);
}

TEST_CASE("what is refused on its file too is counted, the rest is posted")
{
  Flow flow;
  flow.pull.add_file("shop/large.go", 1, 9);
  flow.pull.refused = {"shop/large.go"};
  const Delivery delivery = flow.run(verdict_of({leak(3, "shop/large.go"), leak(12)}));
  CHECK(delivery.state == DeliveryState::failed);
  CHECK(has(delivery.message, "422, got \"Unprocessable Entity; Pull request review thread line"));
  CHECK(has(delivery.message, "; 1 finding not marked; review comments: 1 posted"));
  CHECK(delivery.marked == std::vector<std::string>{leak(12).fingerprint});
}

TEST_CASE("a limit on bursts is no word about a line: nothing is tried after it")
{
  Flow flow;
  flow.pull.before = [](const SeenRequest& request) -> std::optional<ScriptedAnswer> {
    return request.method == "GET"
               ? std::nullopt
               : std::optional(test::answer(422, R"({"message":"was submitted too quickly"})",
                                            {{"retry-after", "999"}}));
  };
  const Delivery delivery = flow.run(leaks_at({12, 40}));
  CHECK(delivery.state == DeliveryState::failed);
  CHECK(has(delivery.message, "the server asks to wait 999 s"));
  CHECK(flow.writes() == 1);
}

TEST_CASE("when all is refused it is not tried thirty times")
{
  Flow flow;
  flow.pull.refused = {k_file};
  const Delivery delivery = flow.run(leaks_at({11, 12, 13, 14, 15, 16, 17, 18}));
  CHECK(delivery.state == DeliveryState::failed);
  CHECK(has(delivery.message, "8 findings not marked"));
  CHECK(delivery.marked.empty());
  CHECK(flow.writes() == 7);
}

TEST_CASE("a review whose answer is lost is looked for before it is sent again")
{
  for (const bool done : {true, false}) {
    CAPTURE(done);
    Flow flow;
    bool lost = false;
    flow.pull.before = [&](const SeenRequest& request) -> std::optional<ScriptedAnswer> {
      if (request.method != "POST" || lost) {
        return std::nullopt;
      }
      lost = true;
      if (done) {
        (void)flow.pull.answer_to(request);
      }
      return tl::unexpected(HttpError{"POST https://api.example.com: cut off", false});
    };
    CHECK(flow.run(leaks_at({12, 40})).message == "review comments: 2 posted");
    CHECK(flow.pull.comments.size() == 2);
    CHECK(flow.pull.reviews.size() == 1);
  }
}

TEST_CASE("a token that may only read is told what is missing")
{
  Flow flow;
  flow.pull.before = [](const SeenRequest& request) -> std::optional<ScriptedAnswer> {
    return request.method == "GET"
               ? std::nullopt
               : std::optional(
                     test::answer(403, R"({"message":"Resource not accessible by integration"})"));
  };
  const Delivery delivery = flow.run(leaks_at({12, 40}));
  CHECK(delivery.state == DeliveryState::failed);
  CHECK(has(delivery.message, "403, got \"Resource not accessible by integration\""));
  CHECK(has(delivery.message, "permissions: pull-requests: write"));
  CHECK(has(delivery.message, "2 findings not marked"));
  CHECK(flow.writes() == 1);
  flow.context.fork = true;
  CHECK(has(flow.run(leaks_at({12})).message, "comes from a fork, whose token can only read"));
}

TEST_CASE("an outdated comment gives way to one on the new line")
{
  Flow flow;
  flow.run(leaks_at({12, 40}));
  (*flow.pull.comment("leak number 12."))["line"] = nullptr;
  Verdict moved = leaks_at({12, 40});
  moved.findings[0].at.line = 14;
  SUBCASE("nobody replied: it goes")
  {
    CHECK(flow.run(moved).message == "review comments: 1 posted, 1 removed, 1 unchanged");
    REQUIRE(flow.pull.comments.size() == 2);
    CHECK(flow.pull.comment("leak number 12.")->at("line") == 14);
  }
  SUBCASE("somebody replied: it says so")
  {
    flow.pull.comments.push_back({{"id", 900},
                                  {"body", "I see"},
                                  {"in_reply_to_id", (*flow.pull.comment("leak number 12."))["id"]},
                                  {"user", {{"login", "ann"}, {"type", "User"}}}});
    CHECK(flow.run(moved).message == "review comments: 1 posted, 1 unchanged");
    CHECK(flow.pull.comments.size() == 4);
    const std::string old = flow.pull.comments[0]["body"];
    CHECK(read_marker(old)->state == "moved");
    CHECK(has(old, "leakgate: moved."));
    CHECK(has(old, "leak number 12."));
  }
  const int writes = flow.writes();
  CHECK(flow.run(moved).message == "review comments: 2 unchanged");
  CHECK(flow.writes() == writes);
}

TEST_CASE("an older run leaves alone what a newer one wrote")
{
  Flow flow;
  flow.run(leaks_at({12}));
  flow.context.run.id -= 1;
  const Delivery delivery = flow.again(leaks_at({40}));
  CHECK(delivery.state == DeliveryState::nothing_to_do);
  CHECK(delivery.message == "a newer run has written them");
  CHECK(flow.writes() == 1);
}

TEST_CASE("a pull request that has gone on gets no comments for its old head")
{
  Flow flow;
  flow.run(leaks_at({40}));
  flow.pull.head = std::string(40, 'b');
  const Delivery delivery = flow.run(leaks_at({12, 40}));
  CHECK(delivery.state == DeliveryState::nothing_to_do);
  CHECK(delivery.message ==
        fmt::format("the pull request is at commit \"{}\" by now, this run was about \"{}\"",
                    flow.pull.head, flow.context.run.commit));
  CHECK(delivery.marked == std::vector<std::string>{leak(40).fingerprint});
  CHECK(flow.writes() == 1);
}

TEST_CASE("a finding that is let pass is not called gone, also where not all was run")
{
  Flow flow;
  flow.run(leaks_at({12}));
  Verdict passed = leaks_at({12});
  passed.findings[0].disposition = Disposition::baseline;
  passed.coverage = Coverage::some_tests;
  CHECK(flow.run(passed).message == "review comments: 1 cleared");
  CHECK(flow.pull.comment("leakgate: in the baseline by now"));
  CHECK_FALSE(flow.pull.comment("gone"));
  CHECK(flow.run(passed).state == DeliveryState::nothing_to_do);
  CHECK(flow.writes() == 2);
}

TEST_CASE("a comment that somebody deletes meanwhile is no error; no right to edit is one, once")
{
  for (const int status : {404, 403}) {
    CAPTURE(status);
    Flow flow;
    flow.run(leaks_at({12, 40}));
    flow.pull.before = [&](const SeenRequest& request) -> std::optional<ScriptedAnswer> {
      return request.method == "PATCH" ? std::optional(test::answer(status, R"({"message":"No"})"))
                                       : std::nullopt;
    };
    const Delivery delivery = flow.run(leaks_at({}));
    CHECK(delivery.state == (status == 404 ? DeliveryState::nothing_to_do : DeliveryState::failed));
    CHECK(flow.pull.count("PATCH") == (status == 404 ? 2 : 1));
  }
}

TEST_CASE("a run that can have missed something clears nothing")
{
  Flow flow;
  flow.run(leaks_at({12}));
  Verdict none = leaks_at({});
  SUBCASE("no verdict")
  {
    none.outcome = Outcome::no_verdict;
  }
  SUBCASE("some of the tests")
  {
    none.coverage = Coverage::some_tests;
  }
  SUBCASE("a crash")
  {
    none.packages[0].end = PackageEnd::crashed;
  }
  SUBCASE("not built")
  {
    none.packages[0].end = PackageEnd::build_failed;
    none.packages[0].judged = false;
  }
  flow.run(none);
  CHECK(flow.pull.count("PATCH") == 0);
}

TEST_CASE("only comments of our account are ours, on whatever page, and each job clears its own")
{
  Flow flow;
  flow.pull.page_size = 2;
  const auto stranger = [&](const std::string& key, const std::string& type) {
    CiRun run;
    run.key = key;
    flow.pull.comments.push_back(
        {{"id", flow.pull.comments.size() + 1},
         {"line", 12},
         {"body", write_marker({"line", run, leak(12).fingerprint, "clear"}) + "x"},
         {"user", {{"login", "ann"}, {"type", type}}}});
  };
  stranger("ci/test", "User");
  stranger("ci/other", "Bot");
  stranger("ci/test", "User");
  CHECK(flow.run(leaks_at({12})).message == "review comments: 1 posted");
  CHECK(flow.pull.comments.size() == 4);
  CHECK(flow.run(leaks_at({12})).message == "review comments: 1 unchanged");
  CHECK(flow.run(leaks_at({})).message == "review comments: 1 cleared");
  CHECK(flow.pull.comments[0]["body"].get<std::string>().ends_with("x"));
  CHECK(flow.pull.comments[1]["body"].get<std::string>().ends_with("x"));
}

TEST_CASE("paths are sent as they are, whatever they hold")
{
  for (const std::string file : {"a b/c d.go", "we\"ird\\`.go", "-->/@all.go", "日本/語.go"}) {
    CAPTURE(file);
    Flow flow;
    flow.pull.add_file(file, 1, 3);
    CHECK(flow.run(verdict_of({leak(2, file)})).message == "review comments: 1 posted");
    REQUIRE(flow.pull.comments.size() == 1);
    CHECK(flow.pull.comments[0].at("path") == file);
  }
}

TEST_CASE("lines that the merge moved are marked where the change has them")
{
  Flow flow;
  Verdict verdict = leaks_at({25});
  ReportContext report;
  report.source_line = [](const std::string& /*file*/, int line) {
    return FakePullRequest::text_of_line(line - 5);
  };
  test::ScriptedServer server(
      [&](const SeenRequest& request) { return flow.pull.answer_to(request); });
  ApiClient api = server.client();
  CHECK(deliver_github_review(verdict, report, flow.context, api).message ==
        "review comments: 1 posted");
  REQUIRE(flow.pull.comments.size() == 1);
  CHECK(flow.pull.comments[0].at("line") == 20);
}

TEST_CASE("answers that are not GitHub's are an error, odd items are left out")
{
  for (const char* body : {"<html>", "{}", "null", "", "[", "7"}) {
    CAPTURE(body);
    for (const char* path : {"/comments", "/files", ""}) {
      Flow flow;
      flow.pull.before = [&](const SeenRequest& request) -> std::optional<ScriptedAnswer> {
        const std::string asked = request.url.substr(0, request.url.find('?'));
        return asked.ends_with(std::string("/pulls/7") + path)
                   ? std::optional(test::answer(200, body))
                   : std::nullopt;
      };
      const Delivery delivery = flow.run(leaks_at({12}));
      CHECK(delivery.state == DeliveryState::failed);
      CHECK(has(delivery.message, "not what GitHub answers"));
      CHECK(flow.writes() == 0);
    }
  }
  Flow flow;
  const auto odd = nlohmann::json::parse(
      R"([null, 7, "x", [], {}, {"id": -1, "body": 3, "filename": 4}, {"id": 5, "body": null,
          "user": 3, "filename": "x", "patch": {}, "in_reply_to_id": "y"}])");
  flow.pull.comments = odd;
  for (const auto& item : odd) {
    flow.pull.files.push_back(item);
  }
  CHECK(flow.run(leaks_at({12})).message == "review comments: 1 posted");
}
