#include "reporters/delivery/marker.hpp"
#include "reporters/delivery/sticky_comment.hpp"
#include "tests/unit/reporters/verdicts.hpp"

#include <doctest/doctest.h>

#include <map>
#include <string>
#include <variant>
#include <vector>

using namespace leakgate;

namespace {

CiRun
run(std::uint64_t id, std::string key = "ci/test")
{
  CiRun out;
  out.key = std::move(key);
  out.id = id;
  return out;
}

std::string
text_of(std::uint64_t id, const std::string& key = "ci/test")
{
  return write_marker({"comment", run(id, key), "", "leaks"}) + "text of run " + std::to_string(id);
}

/// A server's comments in memory; `fail` is asked before each call, by its name.
struct Server
{
  std::map<std::uint64_t, PostedComment> comments;
  std::uint64_t next_id = 10;
  std::vector<std::string> calls;
  std::function<std::optional<ApiError>(const std::string& call)> fail;
  bool create_is_lost = false; ///< done, but the answer does not come
  int waits = 0;

  std::uint64_t
  put(const std::string& body, bool ours = true)
  {
    comments[next_id] = {next_id, body, ours};
    return next_id++;
  }

  std::optional<ApiError>
  failure(const std::string& call)
  {
    calls.push_back(call);
    return fail ? fail(call) : std::nullopt;
  }

  CommentStore
  store()
  {
    CommentStore out;
    out.noun = "comment";
    out.limit_bytes = 65536;
    out.list = [this]() -> tl::expected<std::vector<PostedComment>, ApiError> {
      if (auto error = failure("list")) {
        return tl::unexpected(*error);
      }
      std::vector<PostedComment> all;
      for (const auto& [id, comment] : comments) {
        all.push_back(comment);
      }
      return all;
    };
    out.create = [this](const std::string& body) -> tl::expected<std::uint64_t, ApiError> {
      if (auto error = failure("create")) {
        return tl::unexpected(*error);
      }
      const std::uint64_t id = put(body);
      if (create_is_lost) {
        create_is_lost = false;
        return tl::unexpected(ApiError{0, "POST: no answer", true});
      }
      return id;
    };
    out.update = [this](std::uint64_t id, const std::string& body) -> tl::expected<void, ApiError> {
      if (auto error = failure("update " + std::to_string(id))) {
        return tl::unexpected(*error);
      }
      if (!comments.contains(id)) {
        return tl::unexpected(ApiError{404, "PATCH: 404", false});
      }
      comments[id].body = body;
      return {};
    };
    out.remove = [this](std::uint64_t id) -> tl::expected<void, ApiError> {
      if (auto error = failure("remove " + std::to_string(id))) {
        return tl::unexpected(*error);
      }
      return comments.erase(id) == 1 ? tl::expected<void, ApiError>()
                                     : tl::unexpected(ApiError{404, "DELETE: 404", false});
    };
    out.wait_before_retry = [this](int) { return ++waits < 5; };
    return out;
  }

  /// The run whose text stands in the one comment of the key; 0: not exactly one.
  [[nodiscard]] std::uint64_t
  only_run() const
  {
    return comments.size() == 1 ? read_marker(comments.begin()->second.body)->run.id : 0;
  }
};

Verdict
failed_tests()
{
  Verdict verdict = verdicts::clean();
  verdict.outcome = Outcome::tests_failed;
  return verdict;
}

Delivery
keep(Server& server, const Verdict& verdict, std::uint64_t id = 7)
{
  server.calls.clear();
  return keep_comment(verdict, verdicts::context(), run(id), server.store());
}

using Calls = std::vector<std::string>;

} // namespace

TEST_CASE("sticky: created when there is something to say, then looked after once")
{
  for (const Verdict& verdict : {verdicts::one_leak(), verdicts::no_verdict()}) {
    Server server;
    const Delivery delivery = keep(server, verdict);
    CHECK(delivery.state == DeliveryState::delivered);
    CHECK(delivery.message == "comment created");
    CHECK(server.calls == Calls{"list", "create", "list"});
    CHECK(server.only_run() == 7);
  }
}

TEST_CASE("sticky: nothing is posted when there is nothing to say")
{
  for (const Verdict& verdict : {verdicts::clean(), failed_tests()}) {
    Server server;
    const Delivery delivery = keep(server, verdict);
    CHECK(delivery.state == DeliveryState::nothing_to_do);
    CHECK(delivery.message == "nothing to say, and nothing stood there");
    CHECK(server.calls == Calls{"list"});
  }
}

TEST_CASE("sticky: what stands there is updated in place")
{
  Server server;
  server.put(text_of(3));
  const Delivery delivery = keep(server, verdicts::one_leak());
  CHECK(delivery.state == DeliveryState::delivered);
  CHECK(delivery.message == "comment updated (id 10)");
  CHECK(server.calls == Calls{"list", "update 10", "list"});
  CHECK(read_marker(server.comments[10].body)->state == "leaks");
}

TEST_CASE("sticky: failed tests update a comment, without calling it clear")
{
  Server server;
  server.put(text_of(3));
  CHECK(keep(server, failed_tests()).message == "comment updated (id 10)");
  CHECK(read_marker(server.comments[10].body)->state == "tests_failed");
}

TEST_CASE("sticky: what it listed stays while a package cannot be judged")
{
  Verdict unbuilt = verdicts::clean();
  unbuilt.outcome = Outcome::tests_failed;
  unbuilt.packages[0].judged = false;
  unbuilt.packages[0].end = PackageEnd::build_failed;
  const auto holds = [](const std::string& body, std::string_view part) {
    return body.find(part) != std::string::npos;
  };
  for (const Verdict& verdict : {unbuilt, verdicts::no_verdict()}) {
    Server server;
    keep(server, verdicts::one_leak(), 3);
    const std::string leak = "### `TestSubscribe/slow_reader` leaves ";
    REQUIRE(holds(server.comments[10].body, leak));
    // Also when it happens again, and in the same words.
    keep(server, verdict, 4);
    keep(server, verdict, 5);
    const std::string body = server.comments[10].body;
    CHECK(holds(body, leak));
    CHECK(body.find(leak) == body.rfind(leak));
    CHECK(holds(body,
                "**Not fixed, but not looked at this time:** leaks that an earlier run listed "
                "in packages that could not be judged now."));
    CHECK(keep(server, verdict, 5).message == "comment unchanged (id 10)");
    CHECK(server.comments[10].body == body);
    // Looked at again and gone.
    keep(server, verdicts::clean(), 6);
    CHECK_FALSE(holds(server.comments[10].body, leak));
    CHECK(read_marker(server.comments[10].body)->state == "clear");
  }
}

TEST_CASE("sticky: what is kept leaves room for what is there now")
{
  Server server;
  keep(server, verdicts::many_findings(), 3);
  Verdict now = verdicts::many_findings();
  now.packages.emplace_back().end = PackageEnd::crashed;
  keep(server, now, 4);
  CHECK(server.comments[10].body.size() <= 65536);
  CHECK(server.comments[10].body.find("Not fixed, but not looked at") != std::string::npos);
}

TEST_CASE("sticky: turned into all clear once, and left alone after that")
{
  Server server;
  server.put(text_of(3));
  CHECK(keep(server, verdicts::clean()).message == "comment updated (id 10)");
  CHECK(read_marker(server.comments[10].body)->state == "clear");
  const Delivery again = keep(server, verdicts::clean());
  CHECK(again.state == DeliveryState::delivered);
  CHECK(again.message == "comment unchanged (id 10)");
  CHECK(server.calls == Calls{"list"});
}

TEST_CASE("sticky: a body that the server wrote down otherwise is the same")
{
  Server server;
  keep(server, verdicts::one_leak());
  std::string& body = server.comments[10].body;
  for (std::size_t at = 0; (at = body.find('\n', at)) != std::string::npos; at += 2) {
    body.replace(at, 1, "\r\n");
  }
  body += " \n";
  CHECK(keep(server, verdicts::one_leak()).message == "comment unchanged (id 10)");
}

TEST_CASE("sticky: a server that changes what it is given is not written to for ever")
{
  Server server;
  server.put(text_of(3));
  CommentStore store = server.store();
  store.update = [&](std::uint64_t id, const std::string& body) -> tl::expected<void, ApiError> {
    server.calls.push_back("update");
    server.comments[id].body = body + "<!-- seen -->";
    return {};
  };
  CHECK(keep_comment(verdicts::one_leak(), {}, run(7), store).message == "comment updated (id 10)");
  CHECK(server.calls == Calls{"list", "update", "list"});
}

TEST_CASE("sticky: other keys, other kinds and other people's comments are left alone")
{
  Server server;
  server.put(text_of(99, "ci/other"));
  server.put(text_of(99), false);
  server.put(write_marker({"line", run(99), "v1:ab", "leaks"}));
  server.put("text\n" + text_of(99));
  server.put("> " + text_of(99));
  server.put("<!-- leakgate v2 kind=comment key=ci%2Ftest run=99 attempt=1 -->");
  const auto before = server.comments;
  CHECK(keep(server, verdicts::one_leak()).message == "comment created");
  for (const auto& [id, comment] : before) {
    CHECK(server.comments[id].body == comment.body);
  }
  CHECK(server.comments.size() == before.size() + 1);
}

TEST_CASE("sticky: what a newer run wrote is never overwritten")
{
  for (const Verdict& verdict : {verdicts::one_leak(), verdicts::clean()}) {
    Server server;
    server.put(text_of(8));
    const Delivery delivery = keep(server, verdict);
    CHECK(delivery.state == DeliveryState::nothing_to_do);
    CHECK(delivery.message == "a newer run has written it");
    CHECK(server.calls == Calls{"list"});
  }
}

TEST_CASE("sticky: what a newer run put beside an older comment is left to that run")
{
  Server server;
  server.put(text_of(3));
  server.put(text_of(8));
  CHECK(keep(server, verdicts::one_leak()).state == DeliveryState::nothing_to_do);
  CHECK(server.calls == Calls{"list"});
  server.put(text_of(7));
  keep(server, verdicts::one_leak());
  CHECK(server.calls == Calls{"list", "remove 12"});
}

TEST_CASE("sticky: of several the oldest stays")
{
  Server server;
  for (const std::uint64_t id : {3, 2, 5}) {
    server.put(text_of(id));
  }
  server.put(text_of(4, "ci/other"));
  CHECK(keep(server, verdicts::one_leak()).message == "comment updated (id 10)");
  CHECK(server.comments.size() == 2);
  CHECK(read_marker(server.comments[10].body)->run.id == 7);
  CHECK(server.comments.contains(13));
}

TEST_CASE("sticky: one that is listed twice is not its own other")
{
  Server server;
  server.put(text_of(3));
  CommentStore store = server.store();
  store.list = [&]() -> tl::expected<std::vector<PostedComment>, ApiError> {
    return std::vector<PostedComment>{server.comments[10], server.comments[10]};
  };
  CHECK(keep_comment(verdicts::one_leak(), {}, run(7), store).message == "comment updated (id 10)");
  CHECK(server.only_run() == 7);
}

TEST_CASE("sticky: a duplicate that cannot be removed is said")
{
  Server server;
  server.put(text_of(3));
  server.put(text_of(3));
  server.fail = [](const std::string& call) -> std::optional<ApiError> {
    return call == "remove 11" ? std::optional(ApiError{403, "DELETE: 403", false}) : std::nullopt;
  };
  const Delivery delivery = keep(server, verdicts::one_leak());
  CHECK(delivery.state == DeliveryState::delivered);
  CHECK(delivery.message == "comment updated (id 10); another one stays: DELETE: 403");
}

TEST_CASE("sticky: one that is gone is written anew, all clear is not")
{
  for (const int status : {404, 410}) {
    Server server;
    server.put(text_of(3));
    server.fail = [&](const std::string& call) -> std::optional<ApiError> {
      if (call != "update 10") {
        return std::nullopt;
      }
      server.comments.erase(10);
      return ApiError{status, "PATCH: gone", false};
    };
    CHECK(keep(server, verdicts::one_leak()).message == "comment created");
    CHECK(server.only_run() == 7);
    server.comments.clear();
    server.next_id = 10;
    server.put(text_of(3));
    CHECK(keep(server, verdicts::clean()).state == DeliveryState::nothing_to_do);
    CHECK(server.comments.empty());
  }
}

TEST_CASE("sticky: one that may not be changed any more is followed by another")
{
  for (const int status : {403, 404}) {
    Server server;
    server.put(text_of(3));
    server.fail = [&](const std::string& call) -> std::optional<ApiError> {
      return call == "update 10" ? std::optional(ApiError{status, "PUT: refused", false})
                                 : std::nullopt;
    };
    CHECK(keep(server, verdicts::one_leak()).message == "comment created");
    REQUIRE(server.comments.contains(11));
    CHECK(read_marker(server.comments[11].body)->run.id == 7);
    // The next run finds the one that it may change.
    CHECK(keep(server, verdicts::one_leak(), 8).message == "comment updated (id 11)");
    CHECK(server.comments.size() == 2);
  }
}

TEST_CASE("sticky: a rate limit is no reason for another")
{
  Server server;
  server.put(text_of(3));
  server.fail = [](const std::string& call) -> std::optional<ApiError> {
    return call == "update 10" ? std::optional(ApiError{403, "PUT: limit", false, true})
                               : std::nullopt;
  };
  const Delivery delivery = keep(server, verdicts::one_leak());
  CHECK(delivery.state == DeliveryState::failed);
  CHECK(delivery.message == "PUT: limit");
  CHECK(server.calls == Calls{"list", "update 10"});
}

TEST_CASE("sticky: an old comment that stays red is a failure")
{
  Server server;
  server.put(text_of(3));
  server.fail = [](const std::string& call) -> std::optional<ApiError> {
    return call == "update 10" ? std::optional(ApiError{403, "PUT: 403", false}) : std::nullopt;
  };
  const Delivery delivery = keep(server, verdicts::clean());
  CHECK(delivery.state == DeliveryState::failed);
  CHECK(delivery.message == "PUT: 403");
  CHECK(server.calls == Calls{"list", "update 10", "list"});
}

TEST_CASE("sticky: a create whose answer was lost is looked for before it is repeated")
{
  Server done;
  done.create_is_lost = true;
  CHECK(keep(done, verdicts::one_leak()).state == DeliveryState::delivered);
  CHECK(done.calls == Calls{"list", "create", "list"});
  CHECK(done.waits == 1);
  CHECK(done.only_run() == 7);

  Server not_done;
  not_done.fail = [&](const std::string& call) -> std::optional<ApiError> {
    return call == "create" && not_done.waits == 0 ? std::optional(ApiError{502, "POST: 502", true})
                                                   : std::nullopt;
  };
  CHECK(keep(not_done, verdicts::one_leak()).message == "comment created");
  CHECK(not_done.calls == Calls{"list", "create", "list", "create", "list"});
  CHECK(not_done.only_run() == 7);
}

TEST_CASE("sticky: an error at any call is a failure with its message, or was made good")
{
  for (const int status : {0, 401, 403, 404, 422, 500}) {
    for (const bool maybe_done : {false, true}) {
      for (std::size_t at = 0; at < 6; ++at) {
        Server server;
        server.put(text_of(3));
        server.put(text_of(4));
        server.fail = [&](const std::string&) -> std::optional<ApiError> {
          return server.calls.size() == at + 1
                     ? std::optional(ApiError{status, "what it said", maybe_done})
                     : std::nullopt;
        };
        CAPTURE(status);
        CAPTURE(at);
        const Delivery delivery = keep(server, verdicts::one_leak());
        if (delivery.state == DeliveryState::failed) {
          CHECK(delivery.message == "what it said");
          CHECK(at < 2);
        } else {
          CHECK(delivery.state == DeliveryState::delivered);
        }
        CHECK(server.calls.size() < 12);
        CHECK_FALSE(server.comments.empty());
      }
    }
  }
}

TEST_CASE("sticky: errors that do not end are given up")
{
  for (const bool maybe_done : {false, true}) {
    Server server;
    server.fail = [&](const std::string& call) -> std::optional<ApiError> {
      return call == "list" ? std::nullopt : std::optional(ApiError{500, "no", maybe_done});
    };
    const Delivery delivery = keep(server, verdicts::one_leak());
    CHECK(delivery.state == DeliveryState::failed);
    CHECK(delivery.message == "no");
    CHECK(server.calls.size() < 20);
  }
}

TEST_CASE("sticky: a list that lags behind leads to no second comment")
{
  Server server;
  CommentStore store = server.store();
  store.list = [&]() -> tl::expected<std::vector<PostedComment>, ApiError> {
    return std::vector<PostedComment>{};
  };
  CHECK(keep_comment(verdicts::one_leak(), {}, run(7), store).message == "comment created");
  CHECK(server.calls == Calls{"create"});
}

namespace {

// A run that can be stopped before each of its calls: it is begun anew with the answers that
// it was given, and left by an exception at the first call that has none.
class Stepper
{
public:
  Stepper(Server& server, std::uint64_t id, Verdict verdict)
      : m_server(server), m_run(run(id)), m_verdict(std::move(verdict))
  {
  }

  /// Makes the next call; false when there was none left.
  bool
  step()
  {
    if (m_done) {
      return false;
    }
    m_at = 0;
    m_stepped = false;
    const CommentStore real = m_server.store();
    CommentStore store = real;
    store.list = [&] { return recorded(real.list); };
    store.create = [&](const std::string& body) {
      return recorded([&] { return real.create(body); });
    };
    store.update = [&](std::uint64_t id, const std::string& body) {
      return recorded([&] { return real.update(id, body); });
    };
    store.remove = [&](std::uint64_t id) { return recorded([&] { return real.remove(id); }); };
    store.wait_before_retry = [](int attempt) { return attempt < 5; };
    try {
      const Delivery delivery = keep_comment(m_verdict, {}, m_run, store);
      CHECK(delivery.state != DeliveryState::failed);
      m_done = true;
    } catch (const Stop&) {
    }
    return true;
  }

private:
  struct Stop
  {
  };

  template <typename Call>
  auto
  recorded(const Call& call) -> decltype(call())
  {
    using Answer = decltype(call());
    if (m_at == m_answers.size()) {
      if (m_stepped) {
        throw Stop();
      }
      m_answers.emplace_back(call());
      m_stepped = true;
    }
    return std::get<Answer>(m_answers[m_at++]);
  }

  Server& m_server;
  CiRun m_run;
  Verdict m_verdict;
  std::vector<std::variant<tl::expected<std::vector<PostedComment>, ApiError>,
                           tl::expected<std::uint64_t, ApiError>, tl::expected<void, ApiError>>>
      m_answers;
  std::size_t m_at = 0;
  bool m_stepped = false;
  bool m_done = false;
};

// Runs 7 and 8 at once, in every order of their calls that `bits` can tell apart.
template <typename Prepare, typename Check>
void
in_every_order(const Prepare& prepare, const Check& check)
{
  constexpr unsigned k_steps = 10;
  for (unsigned bits = 0; bits < (1U << k_steps); ++bits) {
    Server server;
    prepare(server);
    Stepper older(server, 7, Verdict());
    Stepper newer(server, 8, Verdict());
    for (unsigned i = 0; i < k_steps; ++i) {
      ((bits >> i) & 1U) == 0 ? older.step() : newer.step();
    }
    while (newer.step() || older.step()) {
    }
    CAPTURE(bits);
    check(server, bits);
  }
}

} // namespace

TEST_CASE("sticky: two runs at once leave one comment with the text of the newer")
{
  in_every_order([](Server&) {},
                 [](const Server& server, unsigned) { REQUIRE(server.only_run() == 8); });
}

TEST_CASE("sticky: two runs at once do so also where the answer of the first create is lost")
{
  in_every_order([](Server& server) { server.create_is_lost = true; },
                 [](const Server& server, unsigned) { REQUIRE(server.only_run() == 8); });
}

TEST_CASE("sticky: two runs at once leave one comment also where duplicates stood before")
{
  in_every_order(
      [](Server& server) {
        server.put(text_of(2));
        server.put(text_of(3));
      },
      [](const Server& server, unsigned) { REQUIRE(server.comments.size() == 1); });
}

TEST_CASE("sticky comment: a clean step takes nothing back that another step of its run has found")
{
  Server server;
  server.put(text_of(7));
  const Delivery delivery = keep_comment(verdicts::clean(), {}, run(7), server.store());
  CHECK(delivery.state == DeliveryState::nothing_to_do);
  CHECK(delivery.message == "another step of this run has findings there (give each step a "
                            "--comment-key of its own)");
  CHECK(server.comments.at(10).body == text_of(7));
  // The next run does.
  CHECK(keep_comment(verdicts::clean(), {}, run(8), server.store()).message ==
        "comment updated (id 10)");
}

TEST_CASE("sticky comment: nothing is created for a commit that the change has left behind")
{
  Server server;
  CommentStore store = server.store();
  CiRun ours = run(7);
  ours.commit = "aaaa";
  std::string head = "bbbb";
  store.head = [&] { return head; };
  const Delivery delivery = keep_comment(verdicts::one_leak(), {}, ours, store);
  CHECK(delivery.state == DeliveryState::nothing_to_do);
  CHECK(delivery.message == "the change is at commit \"bbbb\" by now, this run was about \"aaaa\"");
  CHECK(server.comments.empty());
  head = ""; // not known
  CHECK(keep_comment(verdicts::one_leak(), {}, ours, store).message == "comment created");
}
