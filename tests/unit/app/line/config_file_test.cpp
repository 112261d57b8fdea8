#include "gate/app/line/config_file.hpp"
#include "gate/base/file.hpp"

#include <doctest/doctest.h>

#include <filesystem>

using namespace leakgate;

namespace fs = std::filesystem;

namespace {

LoadedConfig
naming(const fs::path& folder, const std::string& baseline)
{
  LoadedConfig loaded;
  loaded.folder = folder;
  loaded.config.baseline_file = baseline;
  loaded.config.baseline_origin = {".leakgate.yml", 2, 1};
  return loaded;
}

} // namespace

TEST_CASE("baseline path: the option beats the configuration, off is none")
{
  const TempFolder folder = TempFolder::make("leakgate-config").value();
  const LoadedConfig loaded = naming(folder.path(), "known.json");
  CHECK(baseline_path("", loaded, folder.path()) == folder.path() / "known.json");
  CHECK(baseline_path("/elsewhere/b.json", loaded, folder.path()) == fs::path("/elsewhere/b.json"));
  CHECK(baseline_path("off", loaded, folder.path()) == std::nullopt);
}

TEST_CASE("baseline path: a link in the checkout leads nowhere else, for reading or writing")
{
  const TempFolder folder = TempFolder::make("leakgate-config").value();
  fs::create_directory_symlink(fs::temp_directory_path(), folder.path() / "link");
  const auto path = baseline_path("", naming(folder.path(), "link/b.json"), folder.path());
  REQUIRE_FALSE(path.has_value());
  CHECK(path.error() == ".leakgate.yml:2: the baseline must stay in the folder of the file, got "
                        "\"link/b.json\"");
}
