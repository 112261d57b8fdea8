#include "rules/config/keys.hpp"

#include "gate/model/finding_words.hpp"
#include "rules/config/limit_keys.hpp"

#include <algorithm>
#include <array>

namespace leakgate::config {

namespace {

constexpr Key k_fail_on[] = {
    {.name = "tier",
     .kind = Kind::word,
     .help =
         "The weakest evidence that fails: proven, growing, lingering, one-time or ends-by-itself.",
     .example = "lingering",
     .is_default = true,
     .words = k_words_of<Tier>},
    {.name = "severity",
     .kind = Kind::word,
     .help = "The weakest severity that fails: high, medium, low or note.",
     .example = "low",
     .is_default = true,
     .words = k_words_of<Severity>},
};
constexpr Section k_fail_on_section = {"fail_on", k_fail_on};

constexpr Key k_confirm[] = {
    {.name = "rounds",
     .kind = Kind::rounds,
     .help = "How often each of them runs, 2 to 20; 0 switches it off.",
     .example = "3",
     .is_default = true},
    {.name = "budget",
     .kind = Kind::duration,
     .help = "How long all of it may take.",
     .example = "60s",
     .is_default = true,
     .least = 1},
};
constexpr Section k_confirm_section = {"confirm", k_confirm};

constexpr Key k_packages[] = {
    {.name = "match",
     .kind = Kind::package,
     .help = "Go's package pattern; ./ is the folder of this file.",
     .example = "./internal/legacy/...",
     .required = true},
    {.name = "thresholds",
     .kind = Kind::section,
     .help = "What differs from the thresholds of the whole run.",
     .of = &k_thresholds_section},
};
constexpr Section k_packages_section = {"an item of packages", k_packages};

constexpr Key
selecting(std::string_view name, Kind kind, std::string_view help, std::string_view example)
{
  Key key;
  key.name = name;
  key.kind = kind;
  key.help = help;
  key.example = example;
  key.selects = true;
  return key;
}

// In allow entries and in patterns alike.
constexpr Key k_function =
    selecting("function", Kind::function,
              "Any frame of the stack. A glob, or re: and an expression of Go's regexp.",
              "go.opencensus.io/stats/view.(*worker).start");
constexpr Key k_top = selecting("top", Kind::function, "The innermost frame.", "time.Sleep");
constexpr Key k_entry = selecting("entry", Kind::function, "The function that the goroutine runs.",
                                  "'example.com/app/poll.(*Poller).*'");
constexpr Key k_creator =
    selecting("creator", Kind::function, "The function that holds the go statement.",
              "'re:^example\\.com/app/poll\\.New'");
constexpr Key k_package =
    selecting("package", Kind::package, "The package whose tests ran.", "./internal/...");
constexpr Key k_state = selecting(
    "state", Kind::state, "What it waits for: a word (chan_receive), a list of them, or a pattern.",
    "[chan_receive, select]");
constexpr Key k_test =
    selecting("test", Kind::words_glob, "The test that left it behind.", "TestPoll/*");
constexpr Key k_source = selecting("source", Kind::words_glob, "The text of the blocked statement.",
                                   "'for * := range *'");
constexpr std::string_view k_kinds[] = {"goroutine", "heap"};
constexpr Key
kind_key(bool selects)
{
  Key key = selecting("kind", Kind::word, "goroutine, or heap: memory that grows in every round.",
                      "goroutine");
  key.words = k_kinds;
  key.selects = selects; // not enough for an exception
  return key;
}
constexpr Key k_several =
    selecting("goroutines", Kind::whole,
              "At least so many goroutines of one test, in each round of -count.", "2");

constexpr Key k_allow[] = {
    k_function,
    k_top,
    k_entry,
    k_creator,
    k_package,
    k_state,
    k_test,
    {.name = "reason",
     .kind = Kind::text,
     .help = "Why it may stay; shown with every hit.",
     .example = "process-wide worker, started by init",
     .required = true},
    {.name = "expires",
     .kind = Kind::date,
     .help = "The last day on which the entry holds.",
     .example = "2030-06-30"},
    {.name = "max",
     .kind = Kind::bytes,
     .help = "At most so many goroutines in one package; of kind heap bytes each round.",
     .example = "1"},
    kind_key(false),
};
constexpr Section k_allow_section = {"an allow entry", k_allow, true, true};

constexpr Key k_match[] = {k_state,   k_function, k_top,    k_entry,   k_creator,
                           k_package, k_test,     k_source, k_several, kind_key(true)};
constexpr Section k_match_section = {"match", k_match, true};

constexpr Key k_pattern[] = {
    {.name = "id",
     .kind = Kind::id,
     .help = "Its name in reports: lower-case letters, digits and dashes.",
     .example = "our-poller",
     .required = true},
    {.name = "title",
     .kind = Kind::text,
     .help = "What it is, in a few words; the id when left out.",
     .example = "poller that was not stopped"},
    {.name = "match",
     .kind = Kind::section,
     .help = "Which goroutines it is about: all that is given must hold.",
     .required = true,
     .of = &k_match_section},
    {.name = "severity",
     .kind = Kind::word,
     .help = "high, medium, low or note; medium when left out.",
     .example = "high",
     .words = k_words_of<Severity>},
    {.name = "subject",
     .kind = Kind::text,
     .help = "Who is stuck; goroutine when left out.",
     .example = "poller"},
    {.name = "why",
     .kind = Kind::text,
     .help = "What it waits for in vain, half a sentence.",
     .example = "nobody stops the poller"},
    {.name = "fix",
     .kind = Kind::text,
     .help = "What fixes it, half a sentence.",
     .example = "call Poller.Stop in the test's Cleanup"},
    {.name = "explain",
     .kind = Kind::text,
     .help = "A paragraph of Markdown for leakgate explain.",
     .example = "A poller sleeps between two requests until Stop is called."},
};
constexpr Section k_pattern_section = {"a pattern", k_pattern};

// What the source says is asked for in words of ours, which no user is held to.
constexpr Key k_builtin_match[] = {
    k_state,
    k_function,
    k_top,
    k_entry,
    k_creator,
    k_package,
    k_test,
    k_source,
    k_several,
    kind_key(true),
    selecting("code", Kind::text, "Words of rules/code/code_words.", "until-closed takes-values")};
constexpr Section k_builtin_match_section = {"match", k_builtin_match, true};

constexpr auto k_builtin_pattern = [] {
  auto keys = std::to_array(k_pattern);
  Key& match = *std::ranges::find(keys, std::string_view("match"), &Key::name);
  match.required = false;
  match.of = &k_builtin_match_section;
  return keys;
}();
constexpr Section k_builtin_section = {"a pattern", k_builtin_pattern};

constexpr Key k_file[] = {
    {.name = "version",
     .kind = Kind::version,
     .help = "The form of this file.",
     .example = "1",
     .is_default = true},
    {.name = "fail_on",
     .kind = Kind::section,
     .help = "What fails the build.",
     .of = &k_fail_on_section},
    {.name = "settle",
     .kind = Kind::duration,
     .help = "How long goroutines may take to end after the last test.",
     .example = "2s",
     .is_default = true},
    {.name = "confirm",
     .kind = Kind::switchable,
     .help = "Runs the tests that leaked again, to tell leaks from what starts only once; or off.",
     .of = &k_confirm_section},
    {.name = "heap",
     .kind = Kind::section,
     .help = "Whether memory grows with every round of the tests.",
     .of = &k_heap_check_section},
    {.name = "thresholds",
     .kind = Kind::section,
     .help = "What each package may grow by. What is not set is not judged.",
     .of = &k_thresholds_section},
    {.name = "packages",
     .kind = Kind::sections,
     .help = "Other thresholds for some packages: the first that matches counts.",
     .of = &k_packages_section},
    {.name = "allow",
     .kind = Kind::sections,
     .help = "Goroutines that are known and stay. All that an entry says must hold.",
     .of = &k_allow_section},
    {.name = "patterns",
     .kind = Kind::sections,
     .help = "Forms of leaks that you know, beside the built-in ones.",
     .of = &k_pattern_section},
    {.name = "baseline",
     .kind = Kind::path,
     .help = "Findings that were there before; written by leakgate baseline.",
     .example = ".leakgate-baseline.json"},
    {.name = "reports",
     .kind = Kind::paths,
     .help = "Reports to write, each NAME: PATH.",
     .example = "{junit: leakgate.xml, json: leakgate.json}"},
};
constexpr Section k_file_section = {"the file", k_file};

} // namespace

const Section&
file_section()
{
  return k_file_section;
}

const Section&
builtin_pattern_section()
{
  return k_builtin_section;
}

} // namespace leakgate::config
