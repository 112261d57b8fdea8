#include "gate/base/file.hpp"
#include "gate/base/text.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace fs = std::filesystem;
namespace text = leakgate::text;

namespace {

// Which folders the files of a folder may include, beside their own. This table is
// the architecture: gate/README.md explains it.
const std::map<std::string, std::set<std::string>> k_may_include = {
    {"gate/base", {}},
    {"gate/base/process", {"gate/base"}},
    {"gate/base/http", {"gate/base", "gate/base/process"}},
    {"gate/model", {"gate/base"}},
    {"gate/decode", {"gate/base", "gate/model"}},
    {"gate/decode/events", {"gate/base", "gate/model", "gate/decode"}},
    {"gate/capture",
     {"gate/base", "gate/base/process", "gate/model", "gate/decode", "gate/decode/events"}},
    {"rules/baseline", {"gate/base", "gate/model", "rules/names"}},
    {"rules/text", {"gate/base", "gate/model"}},
    {"rules/code", {"gate/model"}},
    {"rules/config", {"gate/base", "gate/model", "rules/text"}},
    {"rules/names", {"gate/base", "gate/model"}},
    {"rules/source", {"gate/base", "gate/model"}},
    {"rules/stacks", {"gate/base", "gate/model", "rules/names", "rules/source"}},
    {"rules/matching",
     {"gate/base", "gate/model", "rules/code", "rules/config", "rules/names", "rules/stacks",
      "rules/text"}},
    {"rules/population",
     {"gate/base", "gate/model", "rules/matching", "rules/names", "rules/source", "rules/stacks"}},
    {"rules/clusters",
     {"gate/base", "gate/model", "rules/names", "rules/population", "rules/stacks"}},
    {"rules/rounds",
     {"gate/base", "gate/model", "rules/clusters", "rules/matching", "rules/names",
      "rules/population", "rules/source", "rules/stacks"}},
    {"rules/judging",
     {"gate/base", "gate/model", "rules/baseline", "rules/matching", "rules/names",
      "rules/population", "rules/stacks"}},
    {"rules/findings",
     {"gate/base", "gate/model", "rules/clusters", "rules/code", "rules/judging", "rules/matching",
      "rules/names", "rules/population", "rules/rounds", "rules/source", "rules/stacks"}},
    {"rules/causes",
     {"gate/base", "gate/model", "rules/clusters", "rules/judging", "rules/matching", "rules/names",
      "rules/source"}},
    {"rules/heap",
     {"gate/base", "gate/model", "rules/matching", "rules/names", "rules/source", "rules/stacks"}},
    {"rules/failures", {"gate/base", "gate/model", "rules/names"}},
    {"rules",
     {"gate/base", "gate/model", "rules/baseline", "rules/causes", "rules/clusters",
      "rules/failures", "rules/findings", "rules/heap", "rules/judging", "rules/matching",
      "rules/names", "rules/population", "rules/rounds", "rules/stacks"}},
    {"reporters/text", {"gate/base"}},
    {"reporters/wording", {"gate/base", "gate/model", "reporters/text"}},
    {"reporters/console", {"gate/base", "gate/model", "reporters/text", "reporters/wording"}},
    {"reporters/markdown", {"gate/base", "gate/model", "reporters/text", "reporters/wording"}},
    {"reporters/html", {"gate/base", "gate/model", "reporters/text", "reporters/wording"}},
    {"reporters/ci", {"gate/base", "gate/model", "reporters/text", "reporters/wording"}},
    {"reporters/stacks", {"gate/base", "gate/model", "reporters/text", "reporters/wording"}},
    {"reporters/json", {"gate/base", "gate/model", "reporters/wording"}},
    {"reporters",
     {"gate/base", "gate/model", "reporters/ci", "reporters/html", "reporters/json",
      "reporters/markdown", "reporters/stacks", "reporters/wording"}},
    {"reporters/delivery",
     {"gate/base", "gate/base/http", "gate/model", "reporters/markdown", "reporters/text",
      "reporters/wording"}},
    {"reporters/github",
     {"gate/base", "gate/base/http", "gate/model", "reporters/delivery", "reporters/markdown",
      "reporters/text", "reporters/wording"}},
    {"reporters/gitlab",
     {"gate/base", "gate/base/http", "gate/model", "reporters/delivery", "reporters/markdown",
      "reporters/text", "reporters/wording"}},
    {"reporters/webhook",
     {"gate/base", "gate/base/http", "gate/model", "reporters/delivery", "reporters/text",
      "reporters/wording"}},
    {"gate/app/line",
     {"gate/base", "gate/model", "gate/capture", "rules/baseline", "rules/config", "rules/matching",
      "reporters", "reporters/ci", "reporters/console", "reporters/text"}},
    {"gate/app/suite",
     {"gate/base", "gate/base/process", "gate/model", "gate/decode", "gate/decode/events",
      "gate/capture", "gate/app/line", "reporters/console"}},
    {"gate/app/confirm",
     {"gate/base", "gate/base/process", "gate/model", "gate/capture", "gate/app/line",
      "gate/app/suite", "rules/heap", "rules/names", "rules/rounds", "rules/text"}},
    {"gate/app/deliver",
     {"gate/base", "gate/base/process", "gate/base/http", "gate/model", "gate/app/line",
      "reporters", "reporters/delivery", "reporters/github", "reporters/gitlab",
      "reporters/webhook", "reporters/wording"}},
    {"gate/app/commands",
     {"gate/base", "gate/base/process", "gate/model", "gate/app/line", "gate/app/suite",
      "gate/app/confirm", "gate/app/deliver", "reporters/ci", "reporters/console", "reporters/json",
      "reporters/wording", "rules", "rules/baseline", "rules/judging", "rules/matching"}},
    {"gate", {"gate/base/process", "gate/app/commands", "gate/app/line"}},
};

// What the layers that must stay pure may not reach, even though it is in gate/base.
const std::set<std::string> k_impure = {
    "gate/base/file.hpp",   "gate/base/process/command.hpp", "gate/base/process/group.hpp",
    "gate/base/random.hpp", "gate/base/environment.hpp",     "gate/base/http/client.hpp"};
const std::set<std::string> k_impure_headers = {
    "fstream",    "iostream",    "thread",     "mutex",      "condition_variable",
    "future",     "csignal",     "cstdio",     "signal.h",   "unistd.h",
    "fcntl.h",    "poll.h",      "dirent.h",   "pthread.h",  "spawn.h",
    "sys/stat.h", "sys/types.h", "sys/wait.h", "sys/mman.h", "sys/socket.h",
    "stdlib.h",   "stdio.h",     "ctime"};
// Of <filesystem> they have std::filesystem::path, which is text; of <chrono> the durations.
const std::vector<std::string> k_impure_words = {
    "_clock::now",     "getenv(",          "random_device",          "directory_iterator",
    "current_path(",   "fs::canonical(",   "filesystem::canonical(", "fs::exists(",
    "is_directory(",   "is_regular_file(", "filesystem::exists(",    "file_size(",
    "last_write_time("};
const std::set<std::string> k_pure_layers = {
    "gate/model",         "gate/decode",      "gate/decode/events", "rules",
    "rules/baseline",     "rules/causes",     "rules/clusters",     "rules/failures",
    "rules/findings",     "rules/heap",       "rules/judging",      "rules/matching",
    "rules/names",        "rules/population", "rules/rounds",       "rules/source",
    "rules/stacks",       "rules/code",       "rules/config",       "rules/text",
    "reporters",          "reporters/text",   "reporters/wording",  "reporters/console",
    "reporters/markdown", "reporters/html",   "reporters/ci",       "reporters/json",
    "reporters/stacks",   "reporters/github", "reporters/gitlab",   "reporters/delivery"};

// Third-party headers may be included by .cpp files only; these are the exceptions,
// each because it is part of a contract.
const std::set<std::string> k_headers_may_include = {"tl/expected.hpp", "nlohmann/json_fwd.hpp"};

std::string
layer_of(const fs::path& relative)
{
  return relative.parent_path().generic_string();
}

std::vector<std::string>
included(const std::string& source, char open, char close)
{
  std::vector<std::string> names;
  for (const std::string_view line : text::split(source, '\n')) {
    if (line.starts_with("#include ") && line.size() > 10 && line[9] == open) {
      names.emplace_back(line.substr(10, line.find(close, 10) - 10));
    }
  }
  return names;
}

std::vector<fs::path>
product_files()
{
  std::vector<fs::path> files;
  for (const char* top : {"gate", "rules", "reporters"}) {
    for (const auto& entry :
         fs::recursive_directory_iterator(fs::path(LEAKGATE_SOURCE_DIR) / top)) {
      const std::string extension = entry.path().extension().string();
      if (extension == ".hpp" || extension == ".cpp") {
        files.push_back(fs::relative(entry.path(), LEAKGATE_SOURCE_DIR));
      }
    }
  }
  return files;
}

std::string
content(const fs::path& relative)
{
  return leakgate::read_file(fs::path(LEAKGATE_SOURCE_DIR) / relative).value();
}

} // namespace

TEST_CASE("layering: a file includes only the layers below its own")
{
  const std::vector<fs::path> files = product_files();
  REQUIRE(files.size() > 20);
  for (const fs::path& file : files) {
    const std::string layer = layer_of(file);
    CAPTURE(file.string());
    REQUIRE_MESSAGE(k_may_include.contains(layer), "a folder that the table does not know");
    for (const std::string& name : included(content(file), '"', '"')) {
      CAPTURE(name);
      const std::string target = layer_of(name);
      CHECK_MESSAGE((target == layer || k_may_include.at(layer).contains(target)),
                    "includes against the direction of the layers");
      CHECK_MESSAGE((!k_pure_layers.contains(layer) || !k_impure.contains(name)),
                    "this layer may touch no file and no process");
    }
  }
}

TEST_CASE(
    "layering: pure layers reach no file, clock, thread or environment of the standard library")
{
  for (const fs::path& file : product_files()) {
    if (!k_pure_layers.contains(layer_of(file))) {
      continue;
    }
    CAPTURE(file.string());
    const std::string source = content(file);
    for (const std::string& name : included(source, '<', '>')) {
      CAPTURE(name);
      CHECK(!k_impure_headers.contains(name));
    }
    for (const std::string& word : k_impure_words) {
      CAPTURE(word);
      CHECK(source.find(word) == std::string::npos);
    }
  }
}

TEST_CASE("layering: a header shows no third-party type")
{
  for (const fs::path& file : product_files()) {
    if (file.extension() != ".hpp") {
      continue;
    }
    for (const std::string& name : included(content(file), '<', '>')) {
      CAPTURE(file.string());
      CAPTURE(name);
      const bool standard =
          name.find('.') == std::string::npos && name.find('/') == std::string::npos;
      CHECK((standard || k_headers_may_include.contains(name)));
    }
  }
}

TEST_CASE("layering: no file has grown past its budget")
{
  for (const fs::path& file : product_files()) {
    const auto lines = text::split(content(file), '\n').size();
    CAPTURE(file.string());
    const bool decoder = layer_of(file).starts_with("gate/decode");
    CHECK(lines <= (file.extension() == ".hpp" ? 125 : decoder ? 500 : 330));
  }
}

TEST_CASE("layering: a folder is one floor that can be looked over")
{
  constexpr int k_most_sources = 18;
  std::map<std::string, int> sources;
  for (const fs::path& file : product_files()) {
    sources[layer_of(file)] += file.extension() == ".cpp" ? 1 : 0;
  }
  for (const auto& [folder, count] : sources) {
    CAPTURE(folder);
    CHECK(count <= k_most_sources);
  }
}

TEST_CASE("layering: std::regex is not used, it overflows the stack on long lines")
{
  for (const fs::path& file : product_files()) {
    CAPTURE(file.string());
    CHECK(content(file).find("#include <regex>") == std::string::npos);
  }
}

TEST_CASE("layering: nothing of the process shows in what another of its threads starts")
{
  // A descriptor without O_CLOEXEC is found by the tests that run meanwhile, and umask changes
  // theirs.
  const std::vector<std::string> words = {"#include <fstream>", "umask(", "::pipe(",      "::dup(",
                                          "mkstemp(",           "popen(", "std::tmpfile", "chdir("};
  for (const fs::path& file : product_files()) {
    CAPTURE(file.string());
    const bool child = file == "gate/base/process/command.cpp"; // between fork and exec
    const std::string source = content(file);
    for (const std::string& word : words) {
      CAPTURE(word);
      CHECK((child || source.find(word) == std::string::npos));
    }
    for (const std::string_view line : text::split(source, '\n')) {
      CAPTURE(std::string(line));
      const bool opens = line.find("::open(") != std::string_view::npos &&
                         line.find("O_") != std::string_view::npos;
      CHECK((child || !opens || line.find("O_CLOEXEC") != std::string::npos));
      const std::size_t mode = line.find("fopen(");
      CHECK((mode == std::string_view::npos || line.find("e\"", mode) != std::string_view::npos));
    }
  }
}
