#include "gate/decode/snapshot_file.hpp"

#include <doctest/doctest.h>
#include <gate/model/profile.pb.h>

#include <string>

namespace leakgate {

namespace {

const std::string k_magic = "leakgate-snapshot 1\n";
const std::string k_head =
    R"({"format":1,"package":"example.com/app","go":"go1.26.8 X:goroutineleakprofile","goos":"linux","pid":7,)"
    R"("run":"r1","options":"limit=10000 proof=auto","ancestors":10,"ancestors_off_reason":"","labels":"test.name"})";
const std::string k_dump = "goroutine 7 [select (no cases)]:\nmain.f()\n\t/a.go:1 +0x1\n";

std::string
section(const std::string& name, const std::string& content)
{
  return name + " " + std::to_string(content.size()) + "\n" + content + "\n";
}

std::string
profile(const std::vector<std::string>& types)
{
  profile_proto::Profile profile;
  profile.add_string_table("");
  for (const std::string& type : types) {
    profile.add_string_table(type);
    profile.add_sample_type()->set_type(profile.string_table_size() - 1);
  }
  auto& sample = *profile.add_sample();
  for (std::size_t i = 0; i < types.size(); ++i) {
    sample.add_value(3);
  }
  return profile.SerializeAsString();
}

const std::string k_heap =
    profile({"alloc_objects", "alloc_space", "inuse_objects", "inuse_space"});

std::string
whole()
{
  return k_magic + section("head", k_head) +
         section("before.state", R"({"at_ms":1,"goroutines":2,"dump_complete":true})") +
         section("before.profile", profile({"goroutine"})) + section("before.dump", k_dump) +
         section("before.heap", k_heap) +
         section("before.memory", R"({"heap_alloc_bytes":10,"gc_pause_ns":20})") +
         section("sample", R"({"at_ms":100,"goroutines":4,"heap_live_bytes":5,"new_field":[1]})") +
         section("sample",
                 R"({"at_ms":200,"goroutines":6,"finalizers_queued":0,"finalizers_executed":1})") +
         section("round", R"({"number":1,"at_ms":154,"goroutines":3})") +
         section("round.1.profile", profile({"goroutine"})) +
         section("of_another_version", "x\ny") +
         section("round", R"({"number":2,"at_ms":254,"goroutines":3})") +
         section(
             "after.state",
             R"({"at_ms":2160,"goroutines":9,"dump_complete":true,"settle_ms":2000,"settled":false,)"
             R"("running":["TestA","TestB/c"],"exit_code":0,"proof":true})") +
         section("after.profile", profile({"goroutine"})) + section("after.dump", k_dump) +
         section("after.heap", k_heap) + section("after.memory", R"({"heap_alloc_bytes":30})") +
         section("finalizer", R"({"finalizer_wait_ns":48000})") + section("end", "");
}

SnapshotFile
decode(const std::string& data)
{
  auto file = decode_snapshot_file(data, "s");
  REQUIRE_MESSAGE(file.has_value(), file.error());
  return *file;
}

std::vector<std::string>
problems(const std::string& sections)
{
  std::vector<std::string> out;
  for (const Problem& problem :
       decode(k_magic + section("head", k_head) + sections).evidence.problems) {
    out.push_back(problem.where + ": " + problem.what);
  }
  return out;
}

std::vector<std::string>
one(std::string text)
{
  return {std::move(text)};
}

} // namespace

TEST_CASE("snapshot: a whole file gives all of its evidence")
{
  const SnapshotFile file = decode(whole());
  CHECK(file.complete);
  CHECK(file.run == "r1");
  CHECK(file.options == "limit=10000 proof=auto");
  const PackageEvidence& evidence = file.evidence;
  CHECK(evidence.import_path == "example.com/app");
  CHECK(evidence.go_version == "go1.26.8");
  CHECK(evidence.ancestors);
  CHECK(evidence.problems.empty());
  REQUIRE(evidence.before.has_value());
  CHECK(evidence.before->at_ms == 1);
  CHECK(evidence.before->goroutines == 2);
  CHECK(evidence.before->dump_taken);
  CHECK(evidence.before->dump_complete);
  REQUIRE(evidence.before->dump.size() == 1);
  CHECK(evidence.before->dump[0].id == 7);
  REQUIRE(evidence.before->profile.size() == 1);
  CHECK(evidence.before->profile[0].count == 3);
  REQUIRE(evidence.before->heap.has_value());
  CHECK(evidence.before->heap->sites.size() == 1);
  REQUIRE(evidence.before->memory.has_value());
  CHECK(evidence.before->memory->heap_alloc_bytes == 10);
  CHECK(evidence.before->memory->gc_pause_ns == 20);
  REQUIRE(evidence.after.has_value());
  CHECK(evidence.after->goroutines == 9);
  CHECK(evidence.settle_ms == 2000);
  CHECK(!evidence.settled);
  CHECK(evidence.proof);
  CHECK(evidence.running_tests == std::vector<std::string>{"TestA", "TestB/c"});
  CHECK(evidence.finalizer_wait_ns == 48000);
}

TEST_CASE("snapshot: rounds have their profile, samples what this Go tells")
{
  const PackageEvidence evidence = decode(whole()).evidence;
  REQUIRE(evidence.rounds.size() == 2);
  CHECK(evidence.rounds[0].number == 1);
  CHECK(evidence.rounds[0].at_ms == 154);
  CHECK(evidence.rounds[0].profile.size() == 1);
  CHECK(evidence.rounds[1].number == 2);
  CHECK(evidence.rounds[1].profile.empty());
  REQUIRE(evidence.samples.size() == 2);
  CHECK(evidence.samples[0].heap_live_bytes == 5);
  CHECK(evidence.samples[0].finalizers_queued == -1);
  CHECK(evidence.samples[1].finalizers_queued == 0);
  CHECK(evidence.samples[1].finalizers_executed == 1);
}

TEST_CASE("snapshot: a file cut anywhere behind the head gives what is there")
{
  const std::string data = whole();
  const std::size_t head_end = k_magic.size() + section("head", k_head).size();
  for (std::size_t size = head_end; size < data.size(); ++size) {
    const auto file = decode_snapshot_file(data.substr(0, size), "s");
    REQUIRE(file.has_value());
    CHECK(!file->complete);
    CHECK(file->evidence.import_path == "example.com/app");
    CHECK(file->evidence.problems.size() <= 1);
    CHECK(file->evidence.after.has_value() == (size >= data.find("after.profile")));
  }
}

TEST_CASE("snapshot: without a head there is only an error")
{
  CHECK(decode_snapshot_file("", "s").error() ==
        "s: a snapshot starts with \"leakgate-snapshot 1\\n\", got \"\" (was it written by another "
        "version?)");
  CHECK(decode_snapshot_file("leakgate-snapshot 2\n", "s").error() ==
        "s: a snapshot starts with \"leakgate-snapshot 1\\n\", got \"leakgate-snapshot 2\\n\" (was "
        "it written by "
        "another version?)");
  CHECK(decode_snapshot_file(k_magic + "head 99\n{}", "s").error() ==
        "s: the first section is \"head\", got \"head 99\\n{}\"");
  CHECK(decode_snapshot_file(k_magic + section("end", ""), "s").error() ==
        "s: the first section is \"head\", got \"end\"");
  CHECK(decode_snapshot_file(k_magic + section("head", "[]"), "s").error() ==
        "s: the head is no JSON object, got \"[]\"");
  CHECK(decode_snapshot_file(k_magic + section("head", "{}"), "s").error() ==
        "s: the head says format 1, got none (was it written by another version?)");
  CHECK(decode_snapshot_file(k_magic + section("head", R"({"format":2})"), "s").error() ==
        "s: the head says format 1, got \"2\" (was it written by another version?)");
}

TEST_CASE("snapshot: a section that cannot be decoded costs one problem")
{
  const std::string state = section("before.state", R"({"goroutines":2})");
  CHECK(problems(state + section("before.profile", "junk") + section("end", "")) ==
        one("s:before.profile: is no profile.proto, got \"junk\""));
  CHECK(problems(section("sample", "[1]") + section("end", "")) ==
        one("s:sample: no JSON object, got \"[1]\""));
  CHECK(problems(section("sample", R"({"at_ms":"1"})") + section("end", "")) ==
        one("s:sample: \"at_ms\" is a whole number of at most 53 bits, got \"\\\"1\\\"\""));
  CHECK(problems(section("sample", R"({"at_ms":18446744073709551615})") + section("end", "")) ==
        one("s:sample: \"at_ms\" is a whole number of at most 53 bits, got "
            "\"18446744073709551615\""));
  CHECK(problems(section("after.state", R"({"settled":1})") + section("end", "")) ==
        one("s:after.state: \"settled\" is true or false, got \"1\""));
  CHECK(problems(section("after.state", R"({"running":[1]})") + section("end", "")) ==
        one("s:after.state: \"running\" is a list of strings, got a list"));
  CHECK(problems(section("before.profile", "x") + section("end", "")) ==
        one("s:before.profile: a section without its state before it (it is left out)"));
  CHECK(problems(section("round.1.profile", "x") + section("end", "")) ==
        one("s:round.1.profile: a section without its round before it (it is left out)"));
  CHECK(problems(state + state + section("end", "")) ==
        one("s:before.state: a section that was there before (it is passed over)"));
  CHECK(problems(section("end", "") + "x") ==
        one("s: text behind the last section, got \"x\" (it is passed over)"));
  CHECK(problems("Name 1\nx\n") ==
        one("s: no whole section begins here, got \"Name 1\\nx\\n\" (the rest is left out)"));
  CHECK(problems("sample 01\nx\n") ==
        one("s: no whole section begins here, got \"sample 01\\nx\\n\" (the rest is left out)"));
}

TEST_CASE("snapshot: a dump is complete only when the probe and the decoder say so")
{
  const auto complete = [](const std::string& said, const std::string& dump) {
    return decode(k_magic + section("head", k_head) +
                  section("after.state", "{\"goroutines\":1,\"dump_complete\":" + said + "}") +
                  section("after.dump", dump) + section("end", ""))
        .evidence.after->dump_complete;
  };
  CHECK(complete("true", k_dump));
  CHECK(!complete("false", k_dump));
  CHECK(!complete("true", k_dump.substr(0, k_dump.size() - 1)));
  CHECK(!complete("true", "goroutine 8 [select:\n\n" + k_dump));
}

TEST_CASE("snapshot: a finalizer that never ran has no time")
{
  CHECK(!decode(k_magic + section("head", k_head) + section("finalizer", "{}"))
             .evidence.finalizer_wait_ns.has_value());
}

TEST_CASE("snapshot: a value nested very deeply costs a Problem, not the stack")
{
  const std::string deep = std::string(100'000, '[') + std::string(100'000, ']');
  const auto file = decode_snapshot_file(
      k_magic + section("head", k_head) + section("sample", "{\"at_ms\":" + deep + "}"), "s");
  REQUIRE_MESSAGE(file.has_value(), file.error());
  REQUIRE(file->evidence.problems.size() == 1);
  CHECK(file->evidence.problems[0].what ==
        "\"at_ms\" is a whole number of at most 53 bits, got a list");
  const auto head =
      decode_snapshot_file(k_magic + section("head", "{\"format\":" + deep + "}"), "s");
  CHECK(head.error() ==
        "s: the head says format 1, got a list (was it written by another version?)");
}

TEST_CASE("snapshot: rounds end at 1,000")
{
  std::string data = k_magic + section("head", k_head);
  for (int i = 1; i <= 1001; ++i) {
    data += section("round", "{\"number\":" + std::to_string(i) + "}");
  }
  const auto file = decode_snapshot_file(data, "s");
  REQUIRE_MESSAGE(file.has_value(), file.error());
  CHECK(file->evidence.rounds.size() == 1000);
  REQUIRE(file->evidence.problems.size() == 1);
  CHECK(file->evidence.problems[0].what == "more than 1000 rounds (the rest is left out)");
}

TEST_CASE("snapshot: what several looks saw is read with how often and when")
{
  const std::string two = "goroutine 7 [select]:\nmain.f()\n\t/a.go:1 +0x1\n\n"
                          "goroutine 7 [sleep]:\nmain.f()\n\t/a.go:5 +0x1\n\n";
  const auto looks_of = [&](const std::string& json) {
    return decode(k_magic + section("head", k_head) + section("looks", json) +
                  section("looks.dump", two) + section("end", ""));
  };
  const SnapshotFile file =
      looks_of(R"({"taken":60,"ids":[7,7],"times":[28,32],"first_ms":[5,5],"last_ms":[90,90]})");
  CHECK(file.evidence.problems.empty());
  CHECK(file.evidence.looks.taken == 60);
  REQUIRE(file.evidence.looks.sightings.size() == 2);
  CHECK(file.evidence.looks.sightings[1].goroutine.wait == Wait::sleep);
  CHECK(file.evidence.looks.sightings[1].times == 32);
  CHECK(file.evidence.looks.sightings[1].last_ms == 90);
  const SnapshotFile other =
      looks_of(R"({"taken":60,"ids":[7,8],"times":[28,32],"first_ms":[5,5],"last_ms":[90,90]})");
  CHECK(other.evidence.looks.sightings.empty());
  REQUIRE(other.evidence.problems.size() == 1);
  CHECK(other.evidence.problems[0].what ==
        "not the goroutines that \"looks\" lists (they are left out)");
}

TEST_CASE("snapshot: a round names what it left and what has ended")
{
  const SnapshotFile file =
      decode(k_magic + section("head", k_head) +
             section("round", R"({"number":1,"at_ms":9,"goroutines":3,"dump":true,"ended":[]})") +
             section("round.1.dump", k_dump) +
             section("round", R"({"number":2,"at_ms":19,"goroutines":3,"dump":true,"ended":[7]})") +
             section("end", ""));
  CHECK(file.evidence.problems.empty());
  REQUIRE(file.evidence.rounds.size() == 2);
  CHECK(file.evidence.rounds[0].dump_taken);
  REQUIRE(file.evidence.rounds[0].came.size() == 1);
  CHECK(file.evidence.rounds[0].came[0].id == 7);
  CHECK(file.evidence.rounds[1].ended == std::vector<std::int64_t>{7});
}

TEST_CASE("snapshot: a round says what is alive, and which allocations")
{
  const std::string round = section("round", R"({"number":1})");
  const auto file = decode_snapshot_file(
      k_magic + section("head", k_head) + round +
          section("round.1.memory", R"({"heap_bytes":4096,"heap_objects":12})") +
          section("round", R"({"number":2})") + section("round.2.memory", "{}") +
          section("round.2.heap", "no profile") + section("end", ""),
      "s");
  REQUIRE(file.has_value());
  const auto& rounds = file->evidence.rounds;
  CHECK(rounds[0].live == LiveHeap{4096, 12});
  CHECK_FALSE(rounds[0].heap.has_value());
  CHECK_FALSE(rounds[1].live.has_value());
  CHECK_FALSE(rounds[1].heap.has_value());
  CHECK(file->evidence.problems.size() == 2);
}

TEST_CASE("snapshot: finalizers that were timed")
{
  const auto timed = [](const std::string& json) {
    const auto file =
        decode_snapshot_file(k_magic + section("head", k_head) + section("finalizer", json), "s");
    return std::pair(file->evidence.finalizers_timed, file->evidence.finalizer_longest_ns);
  };
  CHECK(timed(R"({"timed":3,"longest_ns":1000})") == std::pair(3L, std::optional(1000L)));
  CHECK(timed(R"({"finalizer_wait_ns":5})") == std::pair(0L, std::optional<std::int64_t>()));
  CHECK(timed(R"({"timed":1,"longest_ns":"x"})").second == std::nullopt);
}

} // namespace leakgate
