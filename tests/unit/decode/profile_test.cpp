#include "gate/base/gzip.hpp"
#include "gate/decode/profile.hpp"

#include <doctest/doctest.h>
#include <gate/model/profile.pb.h>

#include <functional>
#include <string>
#include <vector>

namespace leakgate {

namespace {

using profile_proto::Profile;

std::int64_t
string_index(Profile& profile, const std::string& text)
{
  for (int i = 0; i < profile.string_table_size(); ++i) {
    if (profile.string_table(i) == text) {
      return i;
    }
  }
  profile.add_string_table(text);
  return profile.string_table_size() - 1;
}

Profile
with_types(const std::vector<std::string>& types)
{
  Profile profile;
  profile.add_string_table("");
  for (const std::string& type : types) {
    profile.add_sample_type()->set_type(string_index(profile, type));
  }
  return profile;
}

// A location whose lines are these functions, the inlined ones first.
std::uint64_t
add_location(Profile& profile, const std::vector<Frame>& frames)
{
  auto& location = *profile.add_location();
  location.set_id(static_cast<std::uint64_t>(profile.location_size()) * 10);
  for (const Frame& frame : frames) {
    auto& function = *profile.add_function();
    function.set_id(static_cast<std::uint64_t>(profile.function_size()));
    function.set_name(string_index(profile, frame.function.str()));
    function.set_filename(string_index(profile, frame.file.str()));
    auto& line = *location.add_line();
    line.set_function_id(function.id());
    line.set_line(frame.line);
  }
  return location.id();
}

profile_proto::Sample&
add_sample(Profile& profile, const std::vector<std::uint64_t>& locations,
           const std::vector<std::int64_t>& values)
{
  auto& sample = *profile.add_sample();
  for (const std::uint64_t location : locations) {
    sample.add_location_id(location);
  }
  for (const std::int64_t value : values) {
    sample.add_value(value);
  }
  return sample;
}

const Frame k_leaf{"main.leaf", "/a.go", 1};
const Frame k_inlined{"main.inlined", "/a.go", 2};
const Frame k_caller{"main.caller", "/b.go", 3};

// Two goroutines in `leaf`, called from `inlined` which is inlined into `caller`.
Profile
goroutines()
{
  Profile profile = with_types({"goroutine"});
  const auto leaf = add_location(profile, {k_leaf});
  const auto caller = add_location(profile, {k_inlined, k_caller});
  add_sample(profile, {leaf, caller}, {2});
  return profile;
}

std::string
error_of(const std::function<void(Profile&)>& damage)
{
  Profile profile = goroutines();
  damage(profile);
  const auto result = decode_goroutine_profile(profile.SerializeAsString(), "p.pb");
  REQUIRE(!result.has_value());
  return result.error();
}

} // namespace

TEST_CASE("profile: a sample becomes a goroutine with count and stack, inlined frames expanded")
{
  const auto result = decode_goroutine_profile(goroutines().SerializeAsString(), "p.pb");
  REQUIRE_MESSAGE(result.has_value(), result.error());
  Goroutine expected;
  expected.count = 2;
  expected.frames = {k_leaf, k_inlined, k_caller};
  CHECK(*result == std::vector<Goroutine>{expected});
}

TEST_CASE("profile: gzip makes no difference")
{
  const std::string data = goroutines().SerializeAsString();
  CHECK(decode_goroutine_profile(gzip(data), "p.pb") == decode_goroutine_profile(data, "p.pb"));
}

TEST_CASE("profile: labels are sorted by key, numbers have their unit")
{
  Profile profile = goroutines();
  const auto add = [&](const char* key, const char* text, std::int64_t number, const char* unit) {
    auto& label = *profile.mutable_sample(0)->add_label();
    label.set_key(string_index(profile, key));
    label.set_str(string_index(profile, text));
    label.set_num(number);
    label.set_num_unit(string_index(profile, unit));
  };
  add("test.name", "TestA/\xff", 0, "");
  add("size", "", 12, "bytes");
  add("plain", "", -3, "");
  add("empty", "", 0, "");
  const auto result = decode_goroutine_profile(profile.SerializeAsString(), "p.pb");
  REQUIRE_MESSAGE(result.has_value(), result.error());
  CHECK((*result)[0].labels ==
        std::vector<Label>{
            {"empty", ""}, {"plain", "-3"}, {"size", "12 bytes"}, {"test.name", "TestA/\xff"}});
}

TEST_CASE("profile: the goroutines of a leak profile carry Go's attribute")
{
  Profile profile = with_types({"goroutineleak"});
  add_sample(profile, {add_location(profile, {k_leaf})}, {1});
  const auto result = decode_goroutine_profile(profile.SerializeAsString(), "p.pb");
  REQUIRE_MESSAGE(result.has_value(), result.error());
  CHECK((*result)[0].leaked);
}

TEST_CASE("profile: generic functions are spelled as in a text dump, for goroutines only")
{
  const std::vector<std::pair<std::string, std::string>> names = {
      {"main.f[go.shape.[]int]", "main.f[...]"},
      {"main.(*tree[go.shape.string,go.shape.struct { main.a [2]int }]).get",
       "main.(*tree[...]).get"},
      {"main.T[a].m[b].func1", "main.T[...].m[...].func1"},
      {"main.f", "main.f"},
      {"main.odd]", "main.odd]"}};
  Profile profile =
      with_types({"goroutine", "alloc_objects", "alloc_space", "inuse_objects", "inuse_space"});
  std::vector<Frame> full;
  std::vector<std::string> printed;
  for (const auto& [name, text] : names) {
    full.push_back({name, "/a.go", 1});
    printed.push_back(text);
  }
  add_sample(profile, {add_location(profile, full)}, {1, 1, 1, 1, 1});
  const auto result = decode_goroutine_profile(profile.SerializeAsString(), "p.pb");
  REQUIRE_MESSAGE(result.has_value(), result.error());
  std::vector<std::string> got;
  for (const Frame& frame : (*result)[0].frames) {
    got.push_back(frame.function.str());
  }
  CHECK(got == printed);
  const auto heap = decode_heap_profile(profile.SerializeAsString(), "p.pb");
  REQUIRE_MESSAGE(heap.has_value(), heap.error());
  CHECK(heap->sites[0].frames == full);
}

TEST_CASE("profile: a frame without a symbol is called as in a text dump")
{
  Profile profile = with_types({"goroutine"});
  add_sample(profile, {add_location(profile, {})}, {1});
  const auto result = decode_goroutine_profile(profile.SerializeAsString(), "p.pb");
  REQUIRE_MESSAGE(result.has_value(), result.error());
  CHECK((*result)[0].frames == std::vector<Frame>{{"non-Go function", "", 0}});
}

TEST_CASE("profile: what contradicts itself is an error with both numbers")
{
  CHECK(error_of([](Profile& p) { p.mutable_sample(0)->add_value(1); }) ==
        "p.pb: sample 0 has one value for each of 1 sample types, got 2");
  CHECK(error_of([](Profile& p) { p.mutable_sample(0)->set_location_id(0, 7); }) ==
        "p.pb: sample 0 names one of 2 locations, got 7");
  CHECK(error_of([](Profile& p) { p.mutable_location(0)->mutable_line(0)->set_function_id(9); }) ==
        "p.pb: location 10 names one of 3 functions, got 9");
  CHECK(error_of([](Profile& p) { p.mutable_location(0)->mutable_line(0)->set_line(-1); }) ==
        "p.pb: location 10 has a line number, got -1");
  CHECK(error_of([](Profile& p) { p.mutable_location(1)->set_id(10); }) ==
        "p.pb: the ids of locations are unique, got 10 twice");
  CHECK(error_of([](Profile& p) { p.mutable_location(1)->set_id(0); }) ==
        "p.pb: a location has an id above 0, got 0");
  CHECK(error_of([](Profile& p) { p.mutable_function(1)->set_id(1); }) ==
        "p.pb: the ids of functions are unique, got 1 twice");
  CHECK(error_of([](Profile& p) { p.mutable_function(1)->set_id(0); }) ==
        "p.pb: a function has an id above 0, got 0");
  CHECK(error_of([](Profile& p) { p.mutable_function(0)->set_name(99); }) ==
        "p.pb: function 1 names a string of 7, got 99 and 3");
  CHECK(error_of([](Profile& p) { p.mutable_sample_type(0)->set_unit(-1); }) ==
        "p.pb: a sample type names a string of 7, got 1 and -1");
  CHECK(error_of([](Profile& p) { p.mutable_sample(0)->add_label()->set_str(7); }) ==
        "p.pb: a label of sample 0 names a string of 7, got 7");
  CHECK(error_of([](Profile& p) { p.set_string_table(0, "x"); }) ==
        "p.pb: the string table starts with an empty string, got \"x\"");
  CHECK(error_of([](Profile& p) { p.clear_string_table(); }) ==
        "p.pb: the string table starts with an empty string, got an empty table");
  CHECK(error_of([](Profile& p) { p.mutable_sample(0)->set_value(0, -1); }) ==
        "p.pb: sample 0 counts goroutines, got -1");
}

TEST_CASE("profile: another kind of profile is named in the error")
{
  Profile profile = with_types({"samples", "cpu"});
  CHECK(decode_goroutine_profile(profile.SerializeAsString(), "p.pb").error() ==
        "p.pb: no sample type \"goroutine\" or \"goroutineleak\", got \"samples\", \"cpu\" (is it "
        "another kind of "
        "profile?)");
  CHECK(decode_heap_profile(profile.SerializeAsString(), "p.pb").error() ==
        "p.pb: no sample type \"alloc_objects\", got \"samples\", \"cpu\" (is it another kind of "
        "profile?)");
}

TEST_CASE("profile: bytes that are no profile are an error")
{
  CHECK(decode_goroutine_profile("goroutine 1 [running]:\n", "p.pb").error() ==
        "p.pb: is no profile.proto, got \"goroutine 1 [running…\"");
  CHECK(decode_goroutine_profile("", "p.pb").error() == "p.pb: is no profile.proto, got \"\"");
  CHECK(decode_goroutine_profile(std::string("\x1f\x8b\x08\0", 4), "p.pb")
            .error()
            .starts_with("p.pb: cannot be unpacked"));
}

TEST_CASE("profile: a gzip bomb ends at 64 MiB")
{
  const std::string bomb = gzip(std::string((std::size_t{64} << 20) + 1, '\0'));
  CHECK(bomb.size() < 100'000);
  CHECK(decode_goroutine_profile(bomb, "p.pb").error().starts_with("p.pb: cannot be unpacked"));
}

TEST_CASE("profile: a small file cannot ask for millions of objects")
{
  std::string data;
  for (int i = 0; i < 4'000'001; ++i) {
    data += std::string_view("\x12\x00", 2); // an empty sample
  }
  CHECK(decode_goroutine_profile(data, "p.pb").error() ==
        "p.pb: a profile has at most 4000000 entries, got more");
}

TEST_CASE("profile: a stack that expands beyond its limit is an error")
{
  Profile profile = with_types({"goroutine"});
  const auto location = add_location(profile, std::vector<Frame>(65, k_leaf));
  add_sample(profile, std::vector<std::uint64_t>(64, location), {1});
  CHECK(decode_goroutine_profile(profile.SerializeAsString(), "p.pb").error() ==
        "p.pb: sample 0 has a stack of at most 4096 frames, got 4160");
}

TEST_CASE("profile: what is small in the file but large in memory is an error")
{
  const std::string long_value(1 << 20, 'x');
  CHECK(error_of([&](Profile& p) {
          const auto index = string_index(p, long_value);
          for (int i = 0; i < 65; ++i) {
            p.mutable_sample(0)->add_label()->set_str(index);
          }
        }) == "p.pb: the labels have at most 67108864 bytes, got more");
  CHECK(error_of([](Profile& p) {
          for (int i = 0; i < 64; ++i) {
            p.add_sample_type();
          }
        }) == "p.pb: a profile has at most 64 sample types, got 65");
}

TEST_CASE("profile: more goroutines than there can be are an error, so that sums stay in range")
{
  CHECK(error_of([](Profile& p) { p.mutable_sample(0)->set_value(0, INT64_MAX); }) ==
        "p.pb: the samples have at most 1099511627776 goroutines, got more");
}

TEST_CASE("heap: the four values are found by name, and samples of one stack are added")
{
  Profile profile = with_types({"inuse_space", "alloc_objects", "inuse_objects", "alloc_space"});
  profile.set_period(524288);
  const auto leaf = add_location(profile, {k_leaf});
  const auto twin = add_location(profile, {k_leaf}); // another address of the same line
  const auto caller = add_location(profile, {k_caller});
  add_sample(profile, {leaf, caller}, {1, 20, 300, 4000});
  add_sample(profile, {caller}, {5, 6, 7, 8});
  add_sample(profile, {twin, caller}, {10, 200, 3000, 40000});
  const auto heap = decode_heap_profile(profile.SerializeAsString(), "h.pb");
  REQUIRE_MESSAGE(heap.has_value(), heap.error());
  HeapProfile expected;
  expected.period_bytes = 524288;
  expected.sites = {{{k_leaf, k_caller}, 220, 44000, 3300, 11}, {{k_caller}, 6, 8, 7, 5}};
  CHECK(*heap == expected);
}

TEST_CASE("heap: sums beyond 64 bits stay at the end of the range")
{
  Profile profile = with_types({"alloc_objects", "alloc_space", "inuse_objects", "inuse_space"});
  const auto leaf = add_location(profile, {k_leaf});
  for (int i = 0; i < 2; ++i) {
    add_sample(profile, {leaf}, {INT64_MAX, INT64_MIN, 1, 1});
  }
  const auto heap = decode_heap_profile(profile.SerializeAsString(), "h.pb");
  REQUIRE_MESSAGE(heap.has_value(), heap.error());
  CHECK(heap->sites[0].alloc_objects == INT64_MAX);
  CHECK(heap->sites[0].alloc_bytes == INT64_MIN);
}

} // namespace leakgate
