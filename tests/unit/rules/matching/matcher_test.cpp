#include "rules/matching/matcher.hpp"
#include "tests/support/evidence_builder.hpp"
#include "tests/support/match_builder.hpp"

#include <doctest/doctest.h>

using namespace leakgate;
using namespace leakgate::test;
using namespace leakgate::rules;

namespace {

const SourceRoots k_roots = {{{k_module, k_dir}}, {"/go"}, "/cache", ""};

Matcher
matcher(const GoroutineMatch& match)
{
  return {match, k_roots, k_dir};
}

Goroutine
worker()
{
  return GoroutineBuilder(9, Wait::chan_receive, "chan receive")
      .at(frame("(*Hub).next", "hub.go", 21))
      .at(frame("(*Hub).run", "hub.go", 12))
      .at(frame("Start.func1", "hub.go", 8))
      .by(frame("Start", "hub.go", 7));
}

bool
fits(const GoroutineMatch& match)
{
  return matcher(match).fits_stack(worker(), Wait::chan_receive);
}

bool
expression_fits(const char* expression, const char* word)
{
  return TextMatcher({expression, true}).matches(word);
}

std::size_t
literals(const char* pattern)
{
  return TextMatcher(text_pattern(pattern)).literals();
}

} // namespace

TEST_CASE("a match that asks for nothing fits every goroutine, also one without a stack")
{
  CHECK(fits({}));
  CHECK(matcher({}).fits_stack({}, Wait::unknown));
  CHECK(matcher({}).fits({}));
}

TEST_CASE("any of the waits is enough")
{
  CHECK(fits(match().waits({Wait::chan_send, Wait::chan_receive})));
  CHECK_FALSE(fits(match().waits({Wait::chan_send})));
}

TEST_CASE("runnable is the same wait as running, as it is for a judged stack")
{
  CHECK(matcher(match().waits({Wait::runnable})).fits_stack(worker(), Wait::running));
  CHECK(matcher(match().waits({Wait::running})).fits_stack(worker(), Wait::runnable));
}

TEST_CASE("the state is compared with Go's own words")
{
  CHECK(fits(match().state("chan *")));
  CHECK_FALSE(fits(match().state("chan receive (nil chan)")));
}

TEST_CASE("function is any frame, top the innermost, entry the outermost, creator the go statement")
{
  CHECK(fits(match().function("*.(*Hub).run")));
  CHECK(fits(match().top("*.(*Hub).next")));
  CHECK(fits(match().entry("*.Start.func1")));
  CHECK(fits(match().creator("example.com/app/broker.Start")));
  CHECK_FALSE(fits(match().function("*.Start")));
  CHECK_FALSE(fits(match().top("*.(*Hub).run")));
  CHECK_FALSE(fits(match().entry("*.(*Hub).run")));
  CHECK_FALSE(fits(match().creator("*.Start.func1")));
}

TEST_CASE("all that is given must hold")
{
  CHECK(fits(match().waits({Wait::chan_receive}).top("*.next").creator("*.Start")));
  CHECK_FALSE(fits(match().top("*.next").creator("*.Stop")));
}

TEST_CASE("without frames or creator nothing that asks for one fits")
{
  const Goroutine bare;
  CHECK_FALSE(matcher(match().function("*")).fits_stack(bare, Wait::unknown));
  CHECK_FALSE(matcher(match().top("*")).fits_stack(bare, Wait::unknown));
  CHECK_FALSE(matcher(match().entry("*")).fits_stack(bare, Wait::unknown));
  CHECK_FALSE(matcher(match().creator("*")).fits_stack(bare, Wait::unknown));
}

TEST_CASE("a symbol is compared as it is printed and without its type arguments")
{
  const Goroutine box = GoroutineBuilder(9).at(frame("(*Box[go.shape.int]).Run", "box.go", 5));
  const auto entry = [&](const char* pattern) {
    return matcher(match().entry(pattern)).fits_stack(box, Wait::chan_receive);
  };
  CHECK(entry("*.(*Box[...]).Run"));
  CHECK(entry("*.(*Box[go.shape.int]).Run"));
  CHECK_FALSE(entry("*.(*Box).Run"));
}

TEST_CASE("a symbol may be written with the dots of its import path, or as reports show it")
{
  const Goroutine logger =
      GoroutineBuilder(9, Wait::chan_receive, "chan receive")
          .at({"gopkg.in/natefinch/lumberjack%2ev2.(*Logger).millRun", "l.go", 3})
          .by({"example.com/cache/v3.New[...]", "c.go", 4});
  const auto fits_logger = [&](TextPattern GoroutineMatch::*field, const TextPattern& pattern) {
    GoroutineMatch match;
    match.*field = pattern;
    return matcher(match).fits_stack(logger, Wait::chan_receive);
  };
  for (const char* function :
       {"gopkg.in/natefinch/lumberjack%2ev2.(*Logger).millRun",
        "gopkg.in/natefinch/lumberjack.v2.(*Logger).millRun", "gopkg.in/natefinch/lumberjack.v2.*",
        "gopkg.in/*.millRun", "lumberjack.v2.(*Logger).millRun"}) {
    CAPTURE(function);
    CHECK(fits_logger(&GoroutineMatch::function, {function}));
    CHECK(fits_logger(&GoroutineMatch::top, {function}));
  }
  CHECK(fits_logger(&GoroutineMatch::function, {R"(lumberjack\.v2\.\(\*Logger\))", true}));
  CHECK(fits_logger(&GoroutineMatch::creator, {"cache.New[...]"}));
  CHECK(fits_logger(&GoroutineMatch::creator, {"example.com/cache/v3.New[...]"}));
  // A pattern with a star is about whole symbols: `sync.*` is package sync, not x/sync.
  CHECK_FALSE(fits_logger(&GoroutineMatch::function, {"lumberjack.v2.*"}));
  CHECK_FALSE(fits_logger(&GoroutineMatch::function, {"v2.(*Logger).millRun"}));
}

TEST_CASE("a glob is about the whole word, an expression about any part of it")
{
  CHECK_FALSE(fits(match().function("Hub")));
  CHECK(fits(match().function("re:Hub")));
  CHECK(expression_fits("^Test[A-Z]", "TestA/sub"));
  CHECK_FALSE(expression_fits("^A", "TestA"));
  CHECK(expression_fits("(?i)hub", "TheHUB"));
}

TEST_CASE("an expression that is none matches nothing")
{
  CHECK_FALSE(expression_fits("(", "("));
  CHECK_FALSE(expression_fits("(", ""));
}

TEST_CASE("package, test, source and number of goroutines are asked for beside the stack")
{
  const Circumstances around = {k_package, "TestA/sub", "for range ch {", nullptr, 12};
  CHECK(matcher(match().package("./...")).fits(around));
  CHECK_FALSE(matcher(match().package("./rates")).fits(around));
  CHECK(matcher(match().test("TestA/*")).fits(around));
  CHECK_FALSE(matcher(match().test("TestA")).fits(around));
  CHECK(matcher(match().source("re:^for .*range")).fits(around));
  CHECK_FALSE(matcher(match().source("<-ch")).fits(around));
  CHECK(matcher(match().goroutines(12)).fits(around));
  CHECK_FALSE(matcher(match().goroutines(13)).fits(around));
}

TEST_CASE("a source that is not known fits no pattern over it")
{
  CHECK_FALSE(matcher(match().source("re:.*")).fits(Circumstances{}));
  CHECK_FALSE(matcher(match().source("*")).fits(Circumstances{}));
}

TEST_CASE("more fields are more specific than more literal characters")
{
  const GoroutineMatch wide = match().entry("net/http.(*persistConn).readLoop");
  const GoroutineMatch narrow = match().waits({Wait::io}).state("IO*");
  CHECK(matcher(narrow).specificity() > matcher(wide).specificity());
  CHECK(matcher(narrow).specificity() == Specificity{2, 2});
  CHECK(matcher(wide).specificity() == Specificity{1, 31});
}

TEST_CASE("every field counts once, and a package without its dots")
{
  const GoroutineMatch all = match()
                                 .waits({Wait::io, Wait::select})
                                 .state("a")
                                 .function("a")
                                 .top("a")
                                 .entry("a")
                                 .creator("a")
                                 .package("x/...")
                                 .test("a")
                                 .source("a")
                                 .goroutines(1);
  CHECK(matcher(all).specificity() == Specificity{10, 9});
  CHECK(matcher({}).specificity() == Specificity{0, 0});
}

TEST_CASE("the literal characters of an expression are those that stand for themselves")
{
  CHECK(literals("*.(*Hub).run") == 10);
  CHECK(literals("re:ctx\\.Done\\(\\)") == 10);
  CHECK(literals("re:^for\\s+\\w+$") == 3);
  CHECK(literals("re:(?i)ab[cde]{2,3}(?:f|g)") == 4);
  CHECK(literals("re:[]x]a") == 1);
  CHECK(literals("re:a[") == 1);
}

TEST_CASE("the reason names each field that was asked for with what matched")
{
  const Circumstances around = {k_package, "TestA", "select {\ncase <-ctx.Done():\n}", nullptr, 12};
  const auto reason = [&](const GoroutineMatch& match) {
    return matcher(match).reason(worker(), Wait::chan_receive, around);
  };
  CHECK(reason({}).empty());
  CHECK(reason(match().waits({Wait::chan_receive})) == "state chan receive");
  CHECK(reason(match().waits({Wait::chan_receive}).state("chan*").source("re:Done")) ==
        "state chan receive, source \"case <-ctx.Done():\"");
  CHECK(reason(match().source("select*")) == "source \"select {\"");
  CHECK(reason(match().function("*.run")) == "function example.com/app/broker.(*Hub).run");
  CHECK(reason(match().top("*.next").entry("*func1")) ==
        "top example.com/app/broker.(*Hub).next, entry example.com/app/broker.Start.func1");
  CHECK(reason(match().creator("*")) == "creator example.com/app/broker.Start");
  CHECK(reason(match().package("./...").test("re:A").goroutines(10)) ==
        "package example.com/app/broker, test TestA, 12 goroutines of one test");
}

TEST_CASE("where Go says nothing about the state its kind of wait is the reason")
{
  CHECK(matcher(match().waits({Wait::io})).reason({}, Wait::io, {}) == "state io");
}

TEST_CASE("the line of an expression's match is found wherever it stands")
{
  const auto line = [](const char* expression, std::string_view text) {
    return TextMatcher({expression, true}).matching_line(text);
  };
  CHECK(line("b", "a\nbb\nc") == "bb");
  CHECK(line("c", "a\nbb\nc") == "c");
  CHECK(line("a", "a") == "a");
  CHECK(line("a\nb", "x\na\nb") == "a");
  CHECK(line("", "x\ny") == "x");
}
