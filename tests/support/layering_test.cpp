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
    {"gate/model", {"gate/base"}},
    {"gate/decode", {"gate/base", "gate/model"}},
    {"gate/capture", {"gate/base", "gate/model", "gate/decode"}},
    {"rules/baseline", {"gate/base", "gate/model"}},
    {"rules/text", {"gate/base", "gate/model"}},
    {"rules/code", {"gate/model"}},
    {"rules/config", {"gate/base", "gate/model", "rules/text"}},
    {"rules",
     {"gate/base", "gate/model", "rules/baseline", "rules/code", "rules/config", "rules/text"}},
    {"reporters", {"gate/base", "gate/model"}},
    {"reporters/delivery", {"gate/base", "gate/model", "reporters"}},
    {"reporters/github", {"gate/base", "gate/model", "reporters", "reporters/delivery"}},
    {"reporters/gitlab", {"gate/base", "gate/model", "reporters", "reporters/delivery"}},
    {"gate/app",
     {"gate/base", "gate/model", "gate/decode", "gate/capture", "rules", "rules/baseline",
      "rules/config", "reporters", "reporters/delivery", "reporters/github", "reporters/gitlab"}},
    {"gate", {"gate/base", "gate/app"}},
};

// What the layers that must stay pure may not reach, even though it is in gate/base.
const std::set<std::string> k_impure = {"gate/base/file.hpp",          "gate/base/process.hpp",
                                        "gate/base/process_group.hpp", "gate/base/random.hpp",
                                        "gate/base/environment.hpp",   "gate/base/http_client.hpp"};
const std::set<std::string> k_pure_layers = {
    "gate/model",         "gate/decode",      "rules",           "rules/baseline",
    "rules/code",         "rules/config",     "rules/text",      "reporters",
    "reporters/delivery", "reporters/github", "reporters/gitlab"};

// Third-party headers may be included by .cpp files only; these are the exceptions,
// each because it is part of a contract.
const std::set<std::string> k_headers_may_include = {"tl/expected.hpp"};

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
    const bool decoder = layer_of(file) == "gate/decode";
    CHECK(lines <= (file.extension() == ".hpp" ? 125 : decoder ? 500 : 330));
  }
}

TEST_CASE("layering: std::regex is not used, it overflows the stack on long lines")
{
  for (const fs::path& file : product_files()) {
    CAPTURE(file.string());
    CHECK(content(file).find("#include <regex>") == std::string::npos);
  }
}
