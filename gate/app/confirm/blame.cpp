#include "gate/app/confirm/blame.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>

namespace leakgate {

namespace {

using Names = std::set<std::string>;
using Amounts = std::map<std::string, std::int64_t>; ///< by test, what it brings back alone

Names
names_of(const Amounts& amounts)
{
  Names names;
  for (const auto& [test, amount] : amounts) {
    names.insert(test);
  }
  return names;
}

Names
without(const Names& tests, const Names& less)
{
  Names rest;
  std::ranges::set_difference(tests, less, std::inserter(rest, rest.end()));
  return rest;
}

// Each set is asked for once.
class Blaming
{
public:
  explicit Blaming(const BringBack& ask) : m_ask(ask) {}

  Names
  find(Names tests, std::int64_t wanted, std::int64_t slack)
  {
    Names out;
    while (wanted > slack) {
      const Amounts found = alone(tests, wanted - slack);
      if (found.empty()) {
        break;
      }
      const Names wrong = refuted(found, tests, wanted);
      for (const auto& [test, amount] : found) {
        tests.erase(test);
        if (!wrong.contains(test)) {
          out.insert(test);
          wanted -= amount;
        }
      }
      if (wrong.empty()) {
        break;
      }
    }
    return out;
  }

private:
  std::optional<std::int64_t>
  ask(const Names& tests)
  {
    const auto known = m_known.find(tests);
    return known != m_known.end() ? known->second : m_known[tests] = m_ask(tests);
  }

  Amounts
  alone(const Names& tests, std::int64_t wanted)
  {
    Amounts found;
    narrow_down(tests, wanted, [&](const Names& some) {
      const auto amount = ask(some);
      if (some.size() == 1 && amount.value_or(0) > 0) {
        found[*some.begin()] = *amount;
      }
      return amount;
    });
    return found;
  }

  // True when the rest brings back as much: what `less` brings back alone is gone with the others.
  bool
  is_refuted(const Names& less, std::int64_t amount, const Names& tests, std::int64_t wanted)
  {
    const Names rest = without(tests, less);
    if (rest.empty()) {
      return false;
    }
    const auto left = ask(rest);
    return !left || wanted - *left < amount / 2;
  }

  // All at once first: mostly it is one test, and it is the right one.
  Names
  refuted(const Amounts& found, const Names& tests, std::int64_t wanted)
  {
    std::int64_t sum = 0;
    for (const auto& [test, amount] : found) {
      sum += amount;
    }
    const Names all = names_of(found);
    if (!is_refuted(all, std::min(sum, wanted), tests, wanted)) {
      return {};
    }
    Names wrong;
    for (const auto& [test, amount] : found) {
      if (found.size() == 1 || is_refuted({test}, std::min(amount, wanted), tests, wanted)) {
        wrong.insert(test);
      }
    }
    return wrong;
  }

  const BringBack& m_ask;
  std::map<Names, std::optional<std::int64_t>> m_known;
};

} // namespace

std::set<std::string>
blamed_tests(std::set<std::string> tests, std::int64_t wanted, std::int64_t slack,
             const BringBack& ask)
{
  return Blaming(ask).find(std::move(tests), wanted, slack);
}

} // namespace leakgate
