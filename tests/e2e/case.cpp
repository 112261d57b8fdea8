#include "tests/e2e/case.hpp"

#include "tests/e2e/child.hpp"

#include <nlohmann/json.hpp>

#include <set>
#include <stdexcept>

namespace leakgate::e2e {

namespace {

using nlohmann::json;

void
refuse_unknown(const json& value, const std::filesystem::path& file)
{
  static const std::set<std::string> k_keys = {
      "about",  "args",  "gate",   "env",   "dir",   "copy_to", "before", "exit",
      "result", "plain", "second", "shows", "hides", "go",      "leaks",  "junit"};
  for (const auto& [key, part] : value.items()) {
    if (!k_keys.contains(key)) {
      throw std::runtime_error(file.string() + ": unknown key " + key);
    }
  }
}

template <typename T>
void
take(const json& value, const char* key, T& target)
{
  if (value.contains(key)) {
    target = value[key].get<T>();
  }
}

} // namespace

Case
read_case(const std::filesystem::path& folder)
{
  Case result;
  result.name = folder.filename().string();
  result.folder = folder;
  result.copy_to = result.name;
  const std::filesystem::path file = folder / "case.json";
  if (!std::filesystem::exists(file)) {
    return result;
  }
  const json value = json::parse(slurp(file));
  refuse_unknown(value, file);
  take(value, "args", result.args);
  take(value, "gate", result.gate);
  take(value, "env", result.env);
  take(value, "dir", result.dir);
  take(value, "copy_to", result.copy_to);
  take(value, "before", result.before);
  take(value, "leaks", result.leaks);
  take(value, "result", result.result);
  take(value, "plain", result.plain);
  take(value, "second", result.second);
  take(value, "shows", result.shows);
  take(value, "hides", result.hides);
  take(value, "junit", result.junit);
  if (value.contains("exit")) {
    result.exit = value["exit"].get<int>();
  }
  return result;
}

GoVersion
go_version(const std::string& spec)
{
  const std::map<std::string, GoVersion> known = {
      {"1.24", {"1.24", "go1.24.10", false, false}},
      {"1.25", {"1.25", "go1.25.4", false, false}},
      {"1.26", {"1.26", "go1.26.8", false, false}},
      {"1.26+leakprofile", {"1.26", "go1.26.8", true, true}},
      {"1.27", {"1.27", "go1.27.1", true, false}},
  };
  const auto found = known.find(spec);
  if (found == known.end()) {
    throw std::runtime_error("--go: unknown Go " + spec);
  }
  return found->second;
}

Options&
options()
{
  static Options instance;
  return instance;
}

} // namespace leakgate::e2e
