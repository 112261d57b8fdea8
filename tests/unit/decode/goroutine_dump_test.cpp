#include "gate/decode/goroutine_dump.hpp"
#include "tests/support/model_json.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <string>

namespace leakgate {

namespace {

constexpr const char* k_two = R"(goroutine 1 [running]:
main.main()
	/src/main.go:10 +0x1d

goroutine 7 [chan receive, 2 minutes]:
main.(*hub).read(0xc000012345, {0x1, 0x2})
	/src/hub.go:30 +0x5
created by main.start in goroutine 1
	/src/hub.go:20 +0x44
)";

Goroutine
reader(std::int64_t id)
{
  Goroutine goroutine;
  goroutine.id = id;
  goroutine.state = "chan receive";
  goroutine.wait = Wait::chan_receive;
  goroutine.frames = {{"main.(*hub).read", "/src/hub.go", 30}};
  goroutine.created_by = Frame{"main.start", "/src/hub.go", 20};
  goroutine.created_in = 1;
  return goroutine;
}

GoroutineDump
decode(const std::string& text)
{
  return decode_goroutine_dump(text, "dump.txt");
}

std::string
problem_of(const std::string& text)
{
  const GoroutineDump dump = decode(text);
  REQUIRE(dump.problems.size() == 1);
  return dump.problems[0].where + ": " + dump.problems[0].what;
}

} // namespace

TEST_CASE("dump: each goroutine has its id, state, frames and creator")
{
  const GoroutineDump dump = decode(k_two);
  Goroutine expected = reader(7);
  expected.minutes = 2;
  REQUIRE(dump.goroutines.size() == 2);
  CHECK(dump.goroutines[0].id == 1);
  CHECK(dump.goroutines[0].frames == std::vector<Frame>{{"main.main", "/src/main.go", 10}});
  CHECK(!dump.goroutines[0].created_by.has_value());
  CHECK(dump.goroutines[1] == expected);
  CHECK(dump.complete);
  CHECK(dump.problems.empty());
}

TEST_CASE("dump: nothing is no goroutines and complete")
{
  CHECK(decode("").goroutines.empty());
  CHECK(decode("").complete);
  CHECK(decode("no dump at all\n").complete);
}

TEST_CASE("dump: stacks seen before are read as the first one was")
{
  const std::string stack =
      "main.(*hub).read(0x1)\n\t/src/hub.go:30 +0x5\ncreated by main.start in goroutine 1\n"
      "\t/src/hub.go:20 +0x44\n";
  const std::string other = "main.(*hub).write(0x1)\n\t/src/hub.go:40 +0x5\n";
  std::string text;
  for (int i = 2; i < 50; ++i) {
    text += "goroutine " + std::to_string(i) + " [chan receive]:\n" +
            (i % 3 == 0 ? other + stack : stack) + "\n";
  }
  const GoroutineDump dump = decode(text);
  REQUIRE(dump.goroutines.size() == 48);
  for (const Goroutine& goroutine : dump.goroutines) {
    Goroutine expected = reader(goroutine.id);
    if (goroutine.id % 3 == 0) {
      expected.frames = {{"main.(*hub).write", "/src/hub.go", 40}, expected.frames[0]};
    }
    CHECK(goroutine == expected);
  }
}

TEST_CASE("dump: a frame that only begins like one seen before is another frame")
{
  const GoroutineDump dump = decode("goroutine 1 [select]:\nmain.f(0x1)\n\t/a.go:1 +0x1\n\n"
                                    "goroutine 2 [select]:\nmain.f((0x1))\n\t/a.go:1 +0x1\n\n"
                                    "goroutine 3 [select]:\nmain.f(0x1)\n\t/a.go:1 +0x12\n\n"
                                    "goroutine 4 [select]:\nmain.f(*T).g(0x1)\n\t/a.go:1 +0x1\n\n"
                                    "goroutine 5 [select]:\nmain.f(0x1)\n\t/a.go:17 +0x1\n");
  REQUIRE(dump.goroutines.size() == 5);
  const Frame first{"main.f", "/a.go", 1};
  CHECK(dump.goroutines[0].frames[0] == first);
  CHECK(dump.goroutines[1].frames[0] == first);
  CHECK(dump.goroutines[2].frames[0] == first);
  CHECK(dump.goroutines[3].frames[0] == Frame{"main.f(*T).g", "/a.go", 1});
  CHECK(dump.goroutines[4].frames[0] == Frame{"main.f", "/a.go", 17});
}

TEST_CASE("dump: creators with and without the goroutine they ran in")
{
  const GoroutineDump dump = decode("goroutine 5 [select]:\nmain.f()\n\t/a.go:1 +0x1\n"
                                    "created by main.g\n\t/a.go:2 +0x1\n\n"
                                    "goroutine 6 [select]:\nmain.f()\n\t/a.go:1 +0x1\n"
                                    "created by main.g in goroutine 77\n\t/a.go:2 +0x1\n\n"
                                    "goroutine 7 [select]:\nmain.f()\n\t/a.go:1 +0x1\n"
                                    "created by main.g in goroutine 78\n\t/a.go:2 +0x1\n\n"
                                    "goroutine 8 [select]:\nmain.f()\n\t/a.go:1 +0x1\n"
                                    "created by main.g\n\t/a.go:2 +0x1\n");
  REQUIRE(dump.goroutines.size() == 4);
  std::vector<std::int64_t> created_in;
  for (const Goroutine& goroutine : dump.goroutines) {
    CHECK(goroutine.created_by == Frame{"main.g", "/a.go", 2});
    created_in.push_back(goroutine.created_in);
  }
  CHECK(created_in == std::vector<std::int64_t>{0, 77, 78, 0});
}

TEST_CASE("dump: ancestors are kept nearest first, with the line of their go statement")
{
  const GoroutineDump dump =
      decode("goroutine 9 [select]:\nmain.f()\n\t/a.go:1 +0x1\n"
             "created by main.g in goroutine 8\n\t/a.go:20 +0x1\n"
             "[originating from goroutine 8]:\n"
             "main.g(...)\n\t/a.go:21 +0x1\nmain.h(...)\n\t/a.go:30 +0x1\n"
             "created by main.i\n\t/a.go:40 +0x1\n"
             "[originating from goroutine 1]:\n"
             "main.inlined(...)\n\t/a.go:41 +0x1\n...additional frames elided...\n");
  REQUIRE(dump.goroutines.size() == 1);
  const std::vector<Ancestor> expected = {
      {8, {{"main.g", "/a.go", 20}, {"main.h", "/a.go", 30}}, Frame{"main.i", "/a.go", 40}},
      {1, {{"main.inlined", "/a.go", 41}}, std::nullopt},
  };
  CHECK(dump.goroutines[0].ancestors == expected);
  CHECK(dump.goroutines[0].created_in == 8);
  CHECK(dump.goroutines[0].elided_frames == 0);
}

TEST_CASE("dump: frames that Go left out are counted")
{
  const GoroutineDump dump =
      decode("goroutine 9 [select]:\nmain.f()\n\t/a.go:1 +0x1\n...51 frames elided...\n"
             "main.g()\n\t/a.go:2 +0x1\n");
  REQUIRE(dump.goroutines.size() == 1);
  CHECK(dump.goroutines[0].elided_frames == 51);
  CHECK(dump.goroutines[0].frames.size() == 2);
}

TEST_CASE("dump: the long header with gp, m and mp is read")
{
  const GoroutineDump dump =
      decode("goroutine 5 gp=0xc0001 m=3 mp=0x52a8e0 [running, locked to thread]:\n"
             "runtime.goexit({})\n\truntime/asm_amd64.s:1264 +0x1 fp=0x1 sp=0x2 pc=0x3\n\n"
             "goroutine 0 gp=0x1 m=nil [idle]:\n");
  REQUIRE(dump.goroutines.size() == 1); // the second one ends with the text
  CHECK(dump.goroutines[0].id == 5);
  CHECK(dump.goroutines[0].locked_to_thread);
  CHECK(dump.goroutines[0].frames[0] == Frame{"runtime.goexit", "runtime/asm_amd64.s", 1264});
  CHECK(!dump.complete);
}

TEST_CASE("dump: frames of C code have the name that is known")
{
  const GoroutineDump dump = decode("goroutine 5 [syscall]:\nnon-Go function at pc=0x7f12\n"
                                    "wait_for_it\n\t/src/wait.c:12 pc=0x7f13\n"
                                    "ns::call(int (*)(int))\n\tpc=0x7f14\n"
                                    "non-Go function\n\tpc=0x7f15\n"
                                    "runtime.cgocall(0x1, 0x2)\n\truntime/cgocall.go:167 +0x4b\n");
  REQUIRE(dump.goroutines.size() == 1);
  CHECK(dump.goroutines[0].frames ==
        std::vector<Frame>{{"non-Go function", "", 0},
                           {"wait_for_it", "/src/wait.c", 12},
                           {"ns::call", "", 0},
                           {"non-Go function", "", 0},
                           {"runtime.cgocall", "runtime/cgocall.go", 167}});
}

TEST_CASE("dump: semacquire without a semaphore's frame is a wait of the runtime's own")
{
  const auto wait_below = [](const std::string& frames) {
    const GoroutineDump dump =
        decode("goroutine 7 [semacquire]:\n" + frames + "main.spin()\n\t/src/spin.go:30 +0x5\n");
    REQUIRE(dump.goroutines.size() == 1);
    CHECK(dump.goroutines[0].state == "semacquire");
    return dump.goroutines[0].wait;
  };
  CHECK(wait_below("") == Wait::runtime);
  CHECK(wait_below("runtime.GC()\n\t/go/src/runtime/mgc.go:530 +0x5\n") == Wait::runtime);
  for (const std::string package : {"sync", "internal/poll"}) {
    CHECK(wait_below(package + ".runtime_Semacquire(0xc00001)\n\t/go/src/sema.go:71 +0x25\n") ==
          Wait::semaphore);
  }
  // Where Go shows no frame at all nobody knows.
  const GoroutineDump unseen = decode(
      "goroutine 7 [semacquire]:\n\tgoroutine running on other thread; stack unavailable\n\n");
  REQUIRE(unseen.goroutines.size() == 1);
  CHECK(unseen.goroutines[0].wait == Wait::semaphore);
}

TEST_CASE("dump: a stack that Go could not take is no damage")
{
  const GoroutineDump dump =
      decode("goroutine 5 [running]:\n\tgoroutine running on other thread; stack unavailable\n"
             "created by main.g in goroutine 1\n\t/a.go:2 +0x1\n\n"
             "goroutine 6 [running]:\n\tgoroutine running on other thread; stack unavailable\n");
  REQUIRE(dump.goroutines.size() == 2);
  CHECK(dump.goroutines[0].frames.empty());
  CHECK(dump.goroutines[0].created_by == Frame{"main.g", "/a.go", 2});
  CHECK(dump.complete);
}

TEST_CASE("dump: text around the goroutines is passed over")
{
  const GoroutineDump dump =
      decode("panic: boom [recovered]\n\tpanic: again\n[signal SIGSEGV: segmentation violation "
             "code=0x1 addr=0x0 "
             "pc=0x49d6bf]\n\n" +
             std::string(k_two) +
             "exit status 2\nFAIL\texample.com/app\t0.01s\ngoroutine leak check: 2 [ok]\n");
  CHECK(dump.goroutines == decode(k_two).goroutines);
  CHECK(dump.complete);
  CHECK(dump.problems.empty());
}

TEST_CASE("dump: a line that somebody printed into a stack does not split it")
{
  const GoroutineDump dump = decode("goroutine 1 [select]:\nmain.f()\n\t/a.go:1 +0x1\n"
                                    "2026/01/02 server: listening (port 80)\n"
                                    "main.g()\n\t/a.go:2 +0x1\n");
  REQUIRE(dump.goroutines.size() == 1);
  CHECK(dump.goroutines[0].frames ==
        std::vector<Frame>{{"main.f", "/a.go", 1}, {"main.g", "/a.go", 2}});
}

TEST_CASE("dump: a call whose second line is missing is kept without its file")
{
  const GoroutineDump dump =
      decode("goroutine 1 [select]:\nmain.f()\nmain.g()\n\t/a.go:2 +0x1\ncreated by main.h\n\n");
  REQUIRE(dump.goroutines.size() == 1);
  CHECK(dump.goroutines[0].frames == std::vector<Frame>{{"main.f", "", 0}, {"main.g", "/a.go", 2}});
  CHECK(dump.goroutines[0].created_by == Frame{"main.h", "", 0});
}

TEST_CASE("dump: a header ends the stack before it, also without a blank line")
{
  std::string text = k_two;
  text.erase(text.find("\n\ngoroutine 7"), 1);
  CHECK(decode(text).goroutines == decode(k_two).goroutines);
}

TEST_CASE("dump: lines that end with CR LF mean the same")
{
  std::string text;
  for (const char c : std::string(k_two) + "\n" + k_two) {
    text += c == '\n' ? std::string("\r\n") : std::string(1, c);
  }
  CHECK(decode(text).goroutines == decode(std::string(k_two) + "\n" + k_two).goroutines);
  CHECK(decode(text).complete);
}

TEST_CASE("dump: a goroutine that cannot be read costs one problem with its line")
{
  const std::string bad_header =
      std::string(k_two) + "\ngoroutine 9 [select:\nmain.f()\n\t/a.go:1 +0x1\n\n" + k_two;
  CHECK(problem_of(bad_header) == "dump.txt:11: goroutine header cannot be read, got \"goroutine 9 "
                                  "[select:\" (the goroutine is left out)");
  CHECK(decode(bad_header).goroutines.size() == 4);
  CHECK(decode(bad_header).skipped == 1);
  CHECK(decode(bad_header).complete);
  CHECK(problem_of("goroutine 99999999999999999999 [select]:\nmain.f()\n\t/a.go:1 +0x1\n") ==
        "dump.txt:1: goroutine header cannot be read, got \"goroutine 99999999999999999999 "
        "[select]:\" "
        "(the goroutine is left out)");
  CHECK(problem_of("goroutine x [select]:\nmain.f()\n\t/a.go:1 +0x1\n") ==
        "dump.txt:1: goroutine header cannot be read, got \"goroutine x [select]:\" (the goroutine "
        "is left out)");
  CHECK(problem_of("goroutine 3 [select]:\nmain.f()\n\t/a.go:x\nmain.g()\n\t/a.go:1 +0x1\n\n") ==
        "dump.txt:3: stack line is no file:line, got \"\\t/a.go:x\" (goroutine 3 is left out)");
  CHECK(
      problem_of(
          "goroutine 3 [select]:\nmain.f()\n\t/a.go:1 +0x1\n[originating from goroutine y]:\n\n") ==
      "dump.txt:4: ancestor cannot be read, got \"[originating from goroutine y]:\" (goroutine 3 "
      "is left out)");
}

TEST_CASE("dump: a text cut inside a goroutine is not complete, and that goroutine is left out")
{
  const std::string whole = k_two;
  const std::size_t second = whole.find("goroutine 7");
  for (std::size_t size = second + 14; size < whole.size(); ++size) {
    const GoroutineDump dump = decode(whole.substr(0, size));
    INFO(whole.substr(0, size));
    // Behind a whole frame nothing tells that more was to come.
    if (whole[size - 1] == '\n' && whole.substr(0, size).find("hub.go") != std::string::npos &&
        whole.substr(size - 5, 4) != "ne 1") {
      CHECK(dump.goroutines.size() == 2);
      continue;
    }
    CHECK(!dump.complete);
    CHECK(dump.goroutines.size() == 1);
    CHECK(dump.skipped == 1);
  }
}

TEST_CASE("dump: a text as long as Go's cap is never called complete")
{
  std::string text = k_two;
  text.insert(0, (std::size_t{64} << 20) - text.size(), '\n');
  const GoroutineDump dump = decode(text);
  CHECK(dump.goroutines.size() == 2);
  CHECK(!dump.complete);
  CHECK(dump.skipped == 0);
  REQUIRE(dump.problems.size() == 1);
  CHECK(dump.problems[0].what ==
        "the dump is as long as Go's cap of 64 MiB (goroutines are missing)");
  CHECK(decode("\n" + text).complete);
}

TEST_CASE("dump: more frames or ancestors than Go can print are refused")
{
  std::string text = "goroutine 1 [select]:\n";
  for (int i = 0; i <= 4096; ++i) {
    text += "main.f()\n\t/a.go:1 +0x1\n";
  }
  CHECK(problem_of(text + "\n" + k_two) ==
        "dump.txt:8195: more than 4096 frames (goroutine 1 is left out)");
  CHECK(decode(text + "\n" + k_two).goroutines.size() == 2);
}

TEST_CASE("dump: only the first thousand problems are told, all are counted")
{
  std::string text;
  for (int i = 0; i < 1500; ++i) {
    text += "goroutine 1 [select:\n\n";
  }
  const GoroutineDump dump = decode(text);
  CHECK(dump.skipped == 1500);
  CHECK(dump.problems.size() == 1000);
}

TEST_CASE("dump: the order of goroutines changes nothing but the order of the result")
{
  std::vector<std::string> blocks;
  for (int i = 0; i < 40; ++i) {
    blocks.push_back("goroutine " + std::to_string(i) + (i % 2 ? " [select]" : " [sleep]") +
                     ":\nmain.f" + std::to_string(i % 7) + "(0x" + std::to_string(i) +
                     ")\n\t/a.go:" + std::to_string(i % 5) + " +0x1\nmain.g()\n\t/b.go:1 +0x1\n");
  }
  const auto decode_sorted = [&] {
    std::string text;
    for (const std::string& block : blocks) {
      text += block + "\n";
    }
    GoroutineDump dump = decode(text);
    std::ranges::sort(dump.goroutines, {}, &Goroutine::id);
    return test::print(dump);
  };
  const std::string expected = decode_sorted();
  std::mt19937 random(7);
  for (int round = 0; round < 20; ++round) {
    std::ranges::shuffle(blocks, random);
    CHECK(decode_sorted() == expected);
  }
}

} // namespace leakgate

TEST_CASE("dump: goroutines with one stack share it, and a change stays with whoever made it")
{
  const std::string one =
      "[select]:\nmain.run(0x1)\n\t/src/main.go:9 +0x1\ncreated by main.main in goroutine 1\n"
      "\t/src/main.go:5 +0x1\n\n";
  const auto all =
      leakgate::decode_goroutine_dump("goroutine 7 " + one + "goroutine 8 " + one, "dump")
          .goroutines;
  REQUIRE(all.size() == 2);
  CHECK(&all[0].frames.all() == &all[1].frames.all());
  leakgate::Goroutine changed = all[1];
  changed.frames.edit()[0].line = 10;
  CHECK(changed.frames[0].line == 10);
  CHECK(all[0].frames[0].line == 9);
  CHECK(!(changed.frames == all[0].frames));
}
