#include "gate/decode/output_collector.hpp"

#include <doctest/doctest.h>

#include <string>

namespace leakgate {

namespace {

constexpr std::size_t k_half = 512 << 10;

} // namespace

TEST_CASE("collector: up to 1 MiB is kept as it came")
{
  OutputCollector collector;
  std::string expected;
  for (int i = 0; i < 1024; ++i) {
    const std::string part(1024, static_cast<char>('a' + i % 26));
    collector.append(part);
    expected += part;
  }
  CHECK((collector.text() == expected));
}

TEST_CASE("collector: of more the first and the last half are kept, and how much is missing")
{
  for (const std::size_t step : {std::size_t{1000}, std::size_t{3} << 20}) {
    OutputCollector collector;
    std::string all;
    while (all.size() < (std::size_t{3} << 20)) {
      const std::string part(step, static_cast<char>('a' + all.size() / step % 26));
      collector.append(part);
      all += part;
    }
    const std::string expected = all.substr(0, k_half) +
                                 "\n[leakgate: " + std::to_string(all.size() - 2 * k_half) +
                                 " bytes of output left out]\n" + all.substr(all.size() - k_half);
    CHECK((collector.text() == expected));
  }
}

} // namespace leakgate
