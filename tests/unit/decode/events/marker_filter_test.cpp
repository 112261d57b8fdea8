#include "gate/decode/events/marker_filter.hpp"

#include <doctest/doctest.h>

#include <initializer_list>
#include <string>

namespace leakgate {

namespace {

const std::string k_hash(64, 'a');
const std::string k_marker = "\x01leakgate " + k_hash + "\n";

struct Result
{
  std::string output; ///< what was passed on, the events joined by '|'
  std::vector<std::string> hashes;
  std::vector<std::string> reasons;
};

Result
filter(std::initializer_list<std::string> outputs)
{
  MarkerFilter markers;
  Result result;
  const auto add = [&](const std::vector<MarkerFilter::Piece>& pieces) {
    for (const auto& piece : pieces) {
      result.output += (result.output.empty() ? "" : "|") + piece.event.output;
    }
  };
  for (const std::string& output : outputs) {
    TestEvent event;
    event.output = output;
    if (!markers.is_clean(output)) {
      add(markers.take({event, "{\"Output\":\"\"}"}));
    } else {
      markers.passed(output);
      add({{event, ""}});
    }
  }
  add(markers.flush());
  result.hashes = markers.take_hashes();
  result.reasons = markers.take_reasons();
  return result;
}

} // namespace

TEST_CASE("marker: a line of its own is taken out")
{
  const Result result = filter({"PASS\n", k_marker, "ok\n"});
  CHECK(result.output == "PASS\n|ok\n");
  CHECK(result.hashes == std::vector<std::string>{k_hash});
}

TEST_CASE("marker: behind other text it is taken out, and that line keeps its end")
{
  CHECK(filter({"no newline" + k_marker, "ok\n"}).output == "no newline\n|ok\n");
  CHECK(filter({"no newline", k_marker, "ok\n"}).output == "no newline|\n|ok\n");
  CHECK(filter({"a\n" + k_marker + "b\n"}).output == "a\nb\n");
}

TEST_CASE("marker: split over events at any place it is found all the same")
{
  for (std::size_t cut = 1; cut < k_marker.size(); ++cut) {
    const Result result =
        filter({"PASS\n", "x" + k_marker.substr(0, cut), k_marker.substr(cut), "ok\n"});
    INFO(cut);
    CHECK(result.output.find("leakgate") == std::string::npos);
    CHECK(result.hashes == std::vector<std::string>{k_hash});
    CHECK(result.output.starts_with("PASS\n|x"));
    CHECK(result.output.ends_with("ok\n"));
  }
}

TEST_CASE("marker: without its newline at the very end it counts")
{
  const Result result = filter({"PASS\n", k_marker.substr(0, k_marker.size() - 1)});
  CHECK(result.output == "PASS\n");
  CHECK(result.hashes == std::vector<std::string>{k_hash});
}

TEST_CASE("marker: the reason why there is no snapshot is kept")
{
  const Result result = filter({"\x01leakgate ! write: no space left on device\n"});
  CHECK(result.output.empty());
  CHECK(result.hashes.empty());
  CHECK(result.reasons == std::vector<std::string>{"write: no space left on device"});
}

TEST_CASE("marker: several processes leave several")
{
  const std::string other = "\x01leakgate " + std::string(64, 'b') + "\n";
  CHECK(filter({k_marker, "x\n", other + k_marker}).hashes ==
        std::vector<std::string>{k_hash, std::string(64, 'b'), k_hash});
}

TEST_CASE("marker: what only looks like one stays in the output")
{
  for (const std::string& text :
       {std::string("\x01\x01leakgate\n"), "\x01leakgate " + k_hash + "0\n",
        "\x01leakgate " + std::string(64, 'A') + "\n", std::string("\x01leakgate \n"),
        "\x01leakgate ! " + std::string(5000, 'x') + "\n", std::string("\x01leak")}) {
    const Result result = filter({text});
    CHECK(result.output == text);
    CHECK(result.hashes.empty());
    CHECK(result.reasons.empty());
  }
}

TEST_CASE("marker: one event may hold very many, and text between them stays in its order")
{
  constexpr std::size_t k_many = 50'000;
  std::string text;
  std::string left;
  for (std::size_t i = 0; i < k_many; ++i) {
    text += k_marker + "x\n";
    left += "x\n";
  }
  const Result result = filter({text});
  CHECK(result.hashes.size() == k_many);
  CHECK(result.output == left);
}

TEST_CASE("marker: one that three events share is taken out of each, with others beside it")
{
  const Result result =
      filter({"a\n" + k_marker + "b\n" + k_marker.substr(0, 20), k_marker.substr(20, 20),
              k_marker.substr(40) + "c\n" + k_marker + "d\n"});
  CHECK(result.output == "a\nb\n|c\nd\n");
  CHECK(result.hashes == std::vector<std::string>(3, k_hash));
}

} // namespace leakgate
