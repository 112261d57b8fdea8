#include "gate/base/file.hpp"

#include <doctest/doctest.h>

#include <sys/stat.h>

#include <filesystem>

using namespace leakgate;
namespace fs = std::filesystem;

TEST_CASE("write_file: makes parent folders, replaces the file and leaves nothing beside it")
{
  const TempFolder folder = TempFolder::make("leakgate-test").value();
  const fs::path path = folder.path() / "a" / "b.txt";
  REQUIRE(write_file(path, "one"));
  REQUIRE(write_file(path, "two"));
  CHECK(read_file(path).value() == "two");
  CHECK(std::distance(fs::directory_iterator(path.parent_path()), fs::directory_iterator()) == 1);
}

TEST_CASE("write_file: the file has the mode that the umask allows")
{
  const TempFolder folder = TempFolder::make("leakgate-test").value();
  const mode_t before = ::umask(027);
  REQUIRE(write_file(folder.path() / "r.xml", "x"));
  ::umask(before);
  CHECK(fs::status(folder.path() / "r.xml").permissions() == fs::perms(0640));
}

TEST_CASE("write_file: writes into a device instead of replacing it")
{
  CHECK(write_file("/dev/null", "gone"));
  CHECK(fs::is_character_file("/dev/null"));
}

TEST_CASE("write_file: says why it could not")
{
  CHECK(write_file("/dev/full", "x").error() ==
        "/dev/full: cannot write, got \"No space left on device\"");
  const TempFolder folder = TempFolder::make("leakgate-test").value();
  REQUIRE(write_file(folder.path() / "file", ""));
  const fs::path below_file = folder.path() / "file" / "x";
  CHECK(write_file(below_file, "").error() ==
        (folder.path() / "file").string() + ": cannot make folder, got \"Not a directory\"");
}

TEST_CASE("read_file: says why it could not, and stops at the limit")
{
  CHECK(read_file("/no/such/file").error() ==
        "/no/such/file: cannot read, got \"No such file or directory\"");
  CHECK(read_file("/dev/zero", 100).error() == "/dev/zero: too large, got more than 100 bytes");
}

TEST_CASE("read_regular_file: a link is refused, or followed where that is asked for")
{
  const TempFolder folder = TempFolder::make("leakgate-test").value();
  const fs::path link = folder.path() / "link";
  REQUIRE(write_file(folder.path() / "file", "content"));
  fs::create_symlink(folder.path() / "file", link);
  CHECK(read_regular_file(folder.path() / "file").value() == "content");
  CHECK(read_regular_file(link).error() ==
        link.string() + ": is not a file, got \"a link\" (remove it)");
  CHECK(read_regular_file(link, 100, Links::follow).value() == "content");
  CHECK(read_regular_file("/dev/zero", 100, Links::follow).error() ==
        "/dev/zero: is not a file, got \"a device\" (remove it)");
}

TEST_CASE("replace_file: what stands there is replaced, and what a link names stays as it was")
{
  const TempFolder folder = TempFolder::make("leakgate-test").value();
  const fs::path link = folder.path() / "link";
  REQUIRE(write_file(folder.path() / "file", "old"));
  fs::create_symlink(folder.path() / "file", link);
  REQUIRE(replace_file(link, "new"));
  CHECK_FALSE(fs::is_symlink(link));
  CHECK(read_file(folder.path() / "file").value() == "old");
}

TEST_CASE("TempFolder: is gone at the end of the scope, with its content")
{
  fs::path path;
  {
    const TempFolder folder = TempFolder::make("leakgate-test").value();
    path = folder.path();
    REQUIRE(write_file(path / "x" / "y", "z"));
  }
  CHECK_FALSE(fs::exists(path));
}
