#include "gate/base/file.hpp"
#include "gate/capture/kept_answer.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <optional>

namespace {

namespace fs = std::filesystem;
using leakgate::KeptAnswer;
using leakgate::TempFolder;
using leakgate::write_file;

// A file that was last changed a minute ago.
fs::path
old_file(const fs::path& path, const char* content)
{
  REQUIRE(write_file(path, content));
  fs::last_write_time(path, fs::file_time_type::clock::now() - std::chrono::minutes(1));
  return path;
}

} // namespace

TEST_CASE("an answer is found under its key while its files are as they were")
{
  const auto folder = TempFolder::make("leakgate-kept-");
  REQUIRE(folder);
  const fs::path source = old_file(folder->path() / "a source", "one");
  const fs::path missing = folder->path() / "missing";
  const KeptAnswer kept(folder->path() / "kept", "key\nof two lines");
  CHECK(kept.find() == std::nullopt);
  kept.keep({source, missing}, "the\nanswer");
  CHECK(kept.find() == "the\nanswer");
  CHECK(KeptAnswer(folder->path() / "kept", "key").find() == std::nullopt);

  SUBCASE("not when one has other content of the same size")
  {
    old_file(source, "two");
    fs::last_write_time(source, fs::file_time_type::clock::now() - std::chrono::minutes(2));
    CHECK(kept.find() == std::nullopt);
  }
  SUBCASE("not when one has gone")
  {
    fs::remove(source);
    CHECK(kept.find() == std::nullopt);
  }
  SUBCASE("not when one has come")
  {
    old_file(missing, "");
    CHECK(kept.find() == std::nullopt);
  }
  SUBCASE("not when what is kept is damaged, wherever it is cut")
  {
    const auto whole = leakgate::read_file(folder->path() / "kept");
    REQUIRE(whole);
    for (std::size_t size = 0; size < whole->size(); ++size) {
      REQUIRE(write_file(folder->path() / "kept", whole->substr(0, size)));
      CHECK(kept.find() == std::nullopt);
    }
  }
}

TEST_CASE("nothing is kept of a file that has just changed: it may do so again unseen")
{
  const auto folder = TempFolder::make("leakgate-kept-");
  REQUIRE(folder);
  REQUIRE(write_file(folder->path() / "new", "one"));
  const KeptAnswer kept(folder->path() / "kept", "key");
  kept.keep({folder->path() / "new"}, "answer");
  CHECK(kept.find() == std::nullopt);
}
