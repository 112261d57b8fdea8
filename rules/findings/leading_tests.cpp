#include "rules/findings/leading_tests.hpp"

#include "rules/names/symbol.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <string>
#include <string_view>
#include <tuple>

namespace leakgate::rules {

namespace {

// The call that the test makes at the line from which the chain starts: the helper's next line.
Place
helper_of(const Goroutine& goroutine, const Place& at, SourceNames& sources)
{
  if (!goroutine.created_by || goroutine.created_by->function.view() == at.function) {
    return {};
  }
  const Frame* inner = &*goroutine.created_by;
  for (const Ancestor& ancestor : goroutine.ancestors) {
    for (const Frame& frame : ancestor.frames) {
      if (frame.function.view() == at.function) {
        return sources.place(*inner);
      }
      // The innermost one has its exact line in the `go` statement.
      inner = frame.function == inner->function ? inner : &frame;
    }
  }
  return {};
}

Place
called_by_test(const Leaker& leaker, const Cluster& cluster, SourceNames& sources)
{
  const auto share = cluster.tests.find(Name(leaker.test));
  return share == cluster.tests.end() || !leaker.at.known()
             ? Place{}
             : helper_of(*share->second.representative.goroutine, leaker.at, sources);
}

// A line of the tests, or of a package that helps them: not of what is tested.
bool
is_helper(const Place& place, const Cluster& cluster, std::string_view package)
{
  if (!place.known() || place.file.starts_with("$GOROOT/") ||
      place.file.find("@v") != std::string::npos) {
    return false;
  }
  if (place.file.ends_with("_test.go")) {
    return true;
  }
  const Goroutine& face = cluster.face();
  const auto leaks_in = [&](const Frame& frame) {
    return in_package(place.function, split_symbol(frame.function.view()).package);
  };
  return !in_package(place.function, symbol_package(package)) &&
         !(face.created_by && leaks_in(*face.created_by)) &&
         std::ranges::none_of(face.frames, leaks_in);
}

} // namespace

void
prefer_lines(std::vector<Leaker>& leakers)
{
  std::ranges::stable_sort(leakers, [](const Leaker& a, const Leaker& b) {
    const auto key = [](const Leaker& each) {
      return std::tuple(-static_cast<int>(each.tier), each.test.empty(), !each.at.known());
    };
    return key(a) < key(b);
  });
}

void
lead_with_largest_group(Finding& finding, const Cluster& cluster, Tier fail_tier,
                        SourceNames& sources)
{
  std::vector<Leaker>& leakers = finding.leakers;
  std::vector<std::string> groups;
  std::map<std::string, std::size_t> sizes;
  for (const Leaker& leaker : leakers) {
    const bool fails = leaker.tier >= fail_tier && leaker.at.known();
    const Place called = fails ? called_by_test(leaker, cluster, sources) : Place{};
    groups.push_back(declared_name(split_symbol(called.function).name));
    sizes[groups.back()] += groups.back().empty() ? 0 : 1;
  }
  const auto largest =
      std::ranges::max_element(groups, {}, [&](const std::string& each) { return sizes[each]; });
  if (leakers.empty() || sizes[*largest] < 2 || sizes[*largest] == sizes[groups.front()]) {
    return;
  }
  std::vector<Leaker> others;
  std::vector<Leaker> first;
  for (std::size_t i = 0; i < leakers.size(); ++i) {
    (groups[i] == *largest ? first : others).push_back(std::move(leakers[i]));
  }
  first.insert(first.end(), std::make_move_iterator(others.begin()),
               std::make_move_iterator(others.end()));
  leakers = std::move(first);
  finding.test = leakers.front().test;
}

Place
shared_helper(const std::vector<Leaker>& leakers, const Cluster& cluster, std::string_view package,
              SourceNames& sources)
{
  constexpr std::size_t k_many = 3;
  Place shared;
  if (leakers.size() < k_many) {
    return shared;
  }
  for (const Leaker& leaker : leakers) {
    const Place helper = called_by_test(leaker, cluster, sources);
    if (!is_helper(helper, cluster, package) || (shared.known() && helper != shared)) {
      return {};
    }
    shared = helper;
  }
  return shared;
}

} // namespace leakgate::rules
