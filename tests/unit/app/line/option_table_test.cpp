#include "gate/app/line/exit_code.hpp"
#include "gate/app/line/printed_pages.hpp"
#include "gate/base/file.hpp"
#include "gate/base/text.hpp"
#include "reporters/reporter.hpp"
#include "reporters/text/terminal.hpp"
#include "rules/config/keys.hpp"
#include "tests/unit/app/line/given.hpp"
#include "tests/unit/app/line/options_page.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <set>
#include <string>

using namespace leakgate;
using namespace leakgate::test;

namespace {

// The key of the configuration with that path, or null.
const config::Key*
find_key(std::string_view path)
{
  const config::Section* section = &config::file_section();
  const config::Key* found = nullptr;
  for (const std::string_view name : text::split(path, '.')) {
    if (section == nullptr) {
      return nullptr;
    }
    const auto key = std::ranges::find(section->keys, name, &config::Key::name);
    if (key == section->keys.end()) {
      return nullptr;
    }
    found = &*key;
    section = found->of;
  }
  return found;
}

std::string
without_dashes_escaped(std::string page)
{
  std::string out;
  for (std::size_t i = 0; i < page.size(); ++i) {
    if (page[i] != '\\' || page.substr(i, 2) != "\\-") {
      out += page[i];
    }
  }
  return out;
}

} // namespace

TEST_CASE("option table: each row is whole, and no name stands twice in a command")
{
  for (const CommandRow* command : k_commands) {
    CAPTURE(command->name);
    CHECK_FALSE(command->forms.empty());
    CHECK(static_cast<bool>(command->run));
    std::set<std::string_view> names;
    for (const OptionRow* option : command->options) {
      CAPTURE(option->name);
      CHECK(names.insert(option->name).second);
      CHECK((option->letter.empty() || names.insert(option->letter).second));
    }
  }
  for (const OptionRow* row : all_options()) {
    const OptionRow& option = *row;
    CAPTURE(option.name);
    CHECK(option.name.starts_with("--"));
    CHECK((option.letter.empty() || option.letter.size() == 2));
    CHECK_FALSE(option.help.empty());
    CHECK(option.value.empty() == (option.takes == Takes::nothing));
    CHECK((option.takes != Takes::choice || option.words.size() > 1));
  }
}

TEST_CASE("option table: what holds when an option is not given is what the row says")
{
  const TestOptions defaults = parse({"test"})->options;
  std::size_t seen = 0;
  for (const OptionRow* row : all_options()) {
    const OptionRow& option = *row;
    if (!is_of(option, k_test_command) || option.fallback.empty() ||
        option.fallback.find(' ') != std::string_view::npos) { // words, not a value
      continue;
    }
    CAPTURE(option.name);
    const auto line = parse({"test", std::string(option.name), std::string(option.fallback)});
    REQUIRE(line);
    CHECK(line->options.probe.settle == defaults.probe.settle);
    CHECK(line->options.probe.proof == defaults.probe.proof);
    CHECK(line->options.probe.ancestors == defaults.probe.ancestors);
    CHECK(line->options.confirm_rounds == defaults.confirm_rounds);
    CHECK(line->options.fail_tier.value_or(Policy{}.fail_tier) == Policy{}.fail_tier);
    ++seen;
  }
  CHECK(seen >= 5);
}

TEST_CASE(
    "option table: what the checkout may set is a key of the configuration, and nothing else is")
{
  std::size_t seen = 0;
  for (const OptionRow* row : all_options()) {
    const OptionRow& option = *row;
    CAPTURE(option.name);
    CHECK(option.key.empty() == (option.checkout == Checkout::no));
    if (option.key.empty()) {
      // A key of the same name would be an option that the row says the checkout may not set.
      CHECK(find_key(option.name.substr(2)) == nullptr);
      continue;
    }
    ++seen;
    const config::Key* key = find_key(option.key);
    REQUIRE(key != nullptr);
    const bool file = key->kind == config::Kind::path || key->kind == config::Kind::paths;
    CHECK(file == (option.checkout == Checkout::inside_its_folder));
    CHECK((!key->is_default || key->example == option.fallback));
    CHECK((option.takes != Takes::choice || std::ranges::equal(option.words, key->words)));
  }
  CHECK(seen >= 5);
}

TEST_CASE("option table: the help of each command has its options, on lines that fit")
{
  for (const CommandRow* command : k_commands) {
    const std::string page = help_page(*command);
    for (const OptionRow* row : all_options()) {
      const OptionRow& option = *row;
      CAPTURE(page);
      CHECK((page.find("\n  " + option_heading(option)) != std::string::npos) ==
            is_of(option, *command));
    }
  }
  std::string all = overview(k_commands);
  for (const CommandRow* command : k_commands) {
    all += help_page(*command);
  }
  for (const std::string_view line : text::split(all, '\n')) {
    CAPTURE(line);
    CHECK(terminal::wrap(line, 100, 30).size() <= 1);
  }
}

TEST_CASE("option table: overview and manual page have each exit code")
{
  const std::string page = overview(k_commands);
  for (const ExitCodeRow& row : exit_code_table()) {
    const std::string number = std::to_string(static_cast<int>(row.code));
    CHECK(page.find(" " + number + " ") != std::string::npos);
    CHECK(man_page(k_commands).find("\\fB" + number + "\\fR\n") != std::string::npos);
  }
}

TEST_CASE(
    "option table: the manual page and the completion of every shell know each command, option "
    "and value")
{
  const std::string man = without_dashes_escaped(man_page(k_commands));
  for (const char* shell : {"bash", "zsh", "fish"}) {
    CAPTURE(shell);
    const std::string script = completion_script(k_commands, shell);
    const auto has = [&](std::string_view words) {
      return script.find(words) != std::string::npos;
    };
    for (const CommandRow* command : k_commands) {
      CHECK(has(command->name));
      CHECK(man.find("leakgate " + std::string(command->name)) != std::string::npos);
    }
    for (const OptionRow* row : all_options()) {
      const OptionRow& option = *row;
      CAPTURE(option.name);
      CHECK(has(std::string(shell) == "fish" ? "-l " + std::string(option.name.substr(2))
                                             : std::string(option.name)));
      CHECK(man.find("\\fB" + option_heading(option)) != std::string::npos);
      CHECK(std::ranges::all_of(option.words, has));
    }
    for (const Reporter& reporter : reporters()) {
      CHECK(has(reporter.name));
    }
    CHECK(has(std::string(shell) == "fish" ? "-o run" : "-run"));
    CHECK_FALSE(has("-list")); // that cannot be gated
  }
}

TEST_CASE("docs/options.md is what the table says")
{
  const std::string page = test::options_page();
  if (std::getenv("LEAKGATE_UPDATE_GOLDENS") != nullptr) {
    REQUIRE(write_file(LEAKGATE_OPTIONS_PAGE, page));
  }
  CHECK(read_file(LEAKGATE_OPTIONS_PAGE).value() == page);
}
