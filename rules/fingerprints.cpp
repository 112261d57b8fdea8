#include "rules/fingerprints.hpp"

#include "rules/blocked_place.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>

namespace leakgate::rules {

namespace {

// One word for all: a leak keeps its fingerprint when a pattern that explains it better
// is added.
constexpr const char* k_rule = "goroutine-leak";

struct Item
{
  std::size_t cluster = 0;
  const ClusterVariant* variant = nullptr;
  Place started;
  Place blocked;
  std::string_view allow; // the entry's id
  std::string fingerprint;
};

std::vector<Item>
items_of(const std::vector<Cluster>& clusters, SourceNames& sources)
{
  std::vector<Item> items;
  for (std::size_t i = 0; i < clusters.size(); ++i) {
    for (const ClusterVariant& variant : clusters[i].variants) {
      Item& item = items.emplace_back();
      item.cluster = i;
      item.variant = &variant;
      if (const auto& creator = variant.representative->created_by) {
        item.started = sources.place(*creator);
      }
      item.blocked = blocked_place(*variant.representative, sources);
      if (clusters[i].allow != nullptr) {
        item.allow = clusters[i].allow->id;
      }
    }
  }
  return items;
}

auto
key(const Item& item)
{
  return std::tie(item.started.file, item.started.line, item.blocked.file, item.blocked.line,
                  item.variant->variant.functions, item.allow);
}

// Several places of a package may leak in the same way: their order in the source tells
// them apart. A leak that an entry allows in some tests only is in two clusters of one
// place: the second of them comes after all places, so that adding an entry moves no
// other leak's ordinal.
void
order_places(std::vector<Item*>& same)
{
  std::ranges::sort(same, [](const Item* a, const Item* b) { return key(*a) < key(*b); });
  std::vector<Item*> again;
  std::vector<Item*> places;
  std::set<std::tuple<Name, int, std::vector<Name>>> known;
  for (Item* item : same) {
    const Variant& variant = item->variant->variant;
    const bool added = known.emplace(variant.file, variant.line, variant.functions).second;
    (added ? places : again).push_back(item);
  }
  places.insert(places.end(), again.begin(), again.end());
  same = std::move(places);
}

void
number(std::vector<Item>& items, const std::string& package)
{
  std::map<std::string, std::vector<Item*>> by_first;
  for (Item& item : items) {
    by_first[fingerprint(k_rule, package, item.variant->signature, 0)].push_back(&item);
  }
  for (auto& [first, same] : by_first) {
    order_places(same);
    same.front()->fingerprint = first;
    for (std::size_t ordinal = 1; ordinal < same.size(); ++ordinal) {
      same[ordinal]->fingerprint =
          fingerprint(k_rule, package, same[ordinal]->variant->signature, ordinal);
    }
  }
}

} // namespace

void
assign_fingerprints(const std::vector<Cluster>& clusters, const std::string& package,
                    SourceNames& sources, std::vector<Finding>& findings)
{
  std::vector<Item> items = items_of(clusters, sources);
  number(items, package);
  for (Item& item : items) {
    const Cluster& cluster = clusters[item.cluster];
    Finding& finding = findings[item.cluster];
    const ClusterVariant& variant = *item.variant;
    if (variant.signature == cluster.signature && variant.variant == cluster.variant) {
      finding.fingerprint = item.fingerprint;
    }
    if (cluster.variants.size() > 1) {
      finding.variants.push_back({std::move(item.fingerprint), variant.count,
                                  std::move(item.blocked), variant.representative->frames});
    }
  }
}

} // namespace leakgate::rules
