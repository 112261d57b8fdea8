#include "rules/heap/growth.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <limits>

using namespace leakgate;
using rules::HeapGrown;

namespace {

std::vector<Round>
rounds_of(const std::vector<LiveHeap>& heaps)
{
  std::vector<Round> rounds;
  for (const LiveHeap& heap : heaps) {
    Round& round = rounds.emplace_back();
    round.number = static_cast<int>(rounds.size());
    round.live = heap;
  }
  return rounds;
}

constexpr std::int64_t k_floor = 64 << 10;

} // namespace

TEST_CASE("heap growth: the warm-up does not count")
{
  const auto rounds = rounds_of({{900, 9}, {1000, 10}, {1500, 12}, {1400, 11}});
  CHECK(rules::counted_rounds(rounds, 2) == HeapGrown{{500, -100}, {2, -1}});
  CHECK(rules::counted_rounds(rounds, 4) == HeapGrown{});
  CHECK(rules::counted_rounds({}, 2) == HeapGrown{});
}

TEST_CASE("heap growth: what comes to its limit fades, what leaks does not")
{
  const auto bytes = [](const std::vector<std::int64_t>& rounds) {
    return rules::fades(HeapGrown{rounds, std::vector<std::int64_t>(rounds.size())});
  };
  CHECK(bytes({1228800, 1228800, 1228800, 147456})); // a ring that is full in the last round
  CHECK(bytes({1194072, 899424, 744016, 599064}));   // random keys out of a limited number
  CHECK(bytes({508680, 391040, 304032, 239200}));
  CHECK(!bytes({100000, 103000, 99000, 101000}));
  CHECK(!bytes({300000, 100000, 110000, 120000})); // the first was dear, the others grow
  CHECK(!bytes({100000, 90000, 80000, 70000}));
  CHECK(!bytes({100000}));
  CHECK(!bytes({}));
}

TEST_CASE("heap growth: nothing is counted from a round on that was not measured")
{
  auto rounds = rounds_of({{1, 1}, {2, 2}, {4, 4}, {8, 8}, {16, 16}});
  rounds[3].live.reset();
  CHECK(rules::counted_rounds(rounds, 2) == HeapGrown{{2}, {2}});
}

TEST_CASE("heap growth: each of four rounds reaches the floor, in bytes or in objects")
{
  const HeapPolicy policy;
  CHECK(rules::grows({{k_floor, k_floor, k_floor, k_floor}, {1, 1, 1, 1}}, policy));
  CHECK_FALSE(rules::grows({{k_floor, k_floor - 1, k_floor, k_floor}, {1, 1, 1, 1}}, policy));
  CHECK_FALSE(rules::grows({{k_floor, k_floor, k_floor}, {1, 1, 1}}, policy));
  CHECK(rules::grows({{1600, 1600, 1600, 1600}, {100, 100, 100, 100}}, policy));
  CHECK_FALSE(rules::grows({{1600, 1600, 1600, 1600}, {100, 100, 99, 100}}, policy));
  // One kind of floor has to hold in all of them.
  CHECK_FALSE(rules::grows({{k_floor, 0, k_floor, k_floor}, {1, 200, 1, 1}}, policy));
}

TEST_CASE("heap growth: of a site one round may be less, where the others reach the floor")
{
  const HeapPolicy policy;
  const std::vector<std::int64_t> few(4, 1);
  // Three hundred contexts each round, while their parent's map splits.
  CHECK(rules::site_grows({{76800, 76800, 101376, 52224}, few}, policy));
  CHECK(rules::usual({76800, 76800, 101376, 52224}) == 76800);
  CHECK(rules::site_grows({few, {900, 901, 99, 900}}, policy));
  CHECK_FALSE(rules::site_grows({{76800, 76800, 52224, 52224}, few}, policy));
  CHECK_FALSE(rules::site_grows({{76800, 0, 76800, 76800}, few}, policy)); // nothing was added
  CHECK_FALSE(rules::site_grows({{76800, 76800, 76800}, few}, policy));
  CHECK(rules::usual({76800, 52224}) == 52224);
  CHECK(rules::usual({}) == 0);
}

TEST_CASE("heap growth: what clean suites were seen to add is none")
{
  const HeapPolicy policy;
  CHECK_FALSE(rules::grows({{4096, 2048, 3000, 4000}, {20, 10, 15, 20}}, policy));
  CHECK_FALSE(rules::grows({{13'000, -7000, 0, 0}, {70, 0, 0, 0}}, policy));
}

TEST_CASE("heap growth: 1,000 small objects are found with a lower floor")
{
  HeapPolicy policy;
  policy.floor_objects = 100'000;
  const HeapGrown small{{48'000, 48'000, 48'000, 48'000}, {1000, 1000, 1000, 1000}};
  CHECK_FALSE(rules::grows(small, policy));
  policy.floor_bytes = 32 << 10;
  CHECK(rules::grows(small, policy));
}

TEST_CASE("heap growth: a floor of nothing does not make a heap grow that stands still")
{
  HeapPolicy policy;
  policy.floor_bytes = 0;
  policy.floor_objects = 0;
  CHECK_FALSE(rules::grows({{0, 0, 0, 0}, {0, 0, 0, 0}}, policy));
}

TEST_CASE("heap growth: numbers at the end of their range do not overflow")
{
  constexpr auto k_most = std::numeric_limits<std::int64_t>::max();
  const auto rounds = rounds_of({{0, 0}, {-k_most, -k_most}, {k_most, k_most}});
  CHECK(rules::counted_rounds(rounds, 2) == HeapGrown{{k_most}, {k_most}});
  HeapGrown sum{{k_most}, {k_most}};
  rules::add(sum, {{1, 2}, {1, 2}});
  CHECK(sum == HeapGrown{{k_most, 2}, {k_most, 2}});
  CHECK(rules::least({3, -1, 2}) == -1);
  CHECK(rules::least({}) == 0);
}

TEST_CASE("heap growth: a map that doubles grows in steps, what has a limit does not")
{
  const auto grown = [](auto bytes_after) {
    std::vector<Round> rounds;
    for (int number = 1; number <= rules::k_step_rounds; ++number) {
      rounds.emplace_back().live = LiveHeap{bytes_after(number), 100};
    }
    return rules::counted_rounds(rounds, 2);
  };
  constexpr std::int64_t k_round = 100'000;
  const auto doubled = [](std::int64_t needed) {
    std::int64_t size = 4096;
    while (size < needed) {
      size *= 2;
    }
    return size;
  };
  for (std::int64_t each = k_round; each < 2 * k_round; each += 7'777) {
    const auto map = grown([&](int number) { return doubled(number * each); });
    CHECK(map.in_steps);
    CHECK(rules::grows(map, {}));
    CHECK_FALSE(rules::grows(
        grown([&](int number) { return doubled(std::min<std::int64_t>(number, 9) * each); }),
        {})); // full in the ninth
  }
  CHECK_FALSE(rules::grows(grown([](int) { return 50 * k_round; }), {}));
  CHECK_FALSE(rules::grows(grown([&](int number) { return doubled(number * 10'000); }), {}));
  for (const int noisy :
       {5, 10, 19, 20}) { // full in the seventh, and much is still held in one round
    CAPTURE(noisy);
    CHECK_FALSE(rules::grows(grown([&](int number) {
                               return std::min(number, 7) * k_round +
                                      (number == noisy ? 32 * k_round : 0);
                             }),
                             {}));
  }
  const auto few = grown([&](int number) { return number * k_round; });
  CHECK(few.bytes == std::vector<std::int64_t>{k_round, k_round});
}

TEST_CASE("heap growth: one round in which something was still held is not what late rounds add")
{
  const auto late = [](std::int64_t each, std::size_t rounds) {
    std::vector<LiveHeap> heaps;
    for (std::int64_t i = 1; std::ssize(heaps) < static_cast<std::ptrdiff_t>(rounds); ++i) {
      heaps.push_back({std::min<std::int64_t>(i, 10) * 1000 + each * i, i});
    }
    if (rounds > 15) {
      heaps[14].bytes += 1'000'000; // and free in the next
    }
    return rules::late_round(rounds_of(heaps));
  };
  CHECK(late(0, 20) == LiveHeap{0, 1});
  CHECK(late(700, 20) == LiveHeap{700, 1});
  CHECK_FALSE(late(0, 19).has_value());
}
