#include "rules/clusters/cluster.hpp"
#include "rules/stacks/blocked_place.hpp"

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

// --- The form up to version 1, by place ------------------------------------------

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

// --- The present form ---------------------------------------------------------

struct Numbered
{
  std::size_t cluster = 0;
  Place started;
  std::string_view allow;
};

// The text of a place, for one of several that leaks of one start are stuck at.
std::string
place_text(const Signature& signature)
{
  std::string text = signature.wait;
  for (const Name frame : signature.frames) {
    text += ' ';
    text += frame.view();
  }
  return text;
}

// Goes through the clusters of one identity: `go` statements in the order of their lines, of
// each the places in order.
class Numbering
{
public:
  Numbering(const std::vector<Cluster>& clusters, const std::string& package,
            std::vector<Finding>& findings)
      : m_clusters(clusters), m_package(package), m_findings(findings)
  {
  }

  void
  number(std::vector<Numbered> same)
  {
    std::ranges::sort(same, [&](const Numbered& a, const Numbered& b) { return less(a, b); });
    std::vector<const Numbered*> again;
    const Start* last = nullptr;
    std::size_t ordinal = 0;
    std::set<std::string> places;
    for (const Numbered& each : same) {
      const Cluster& cluster = m_clusters[each.cluster];
      const bool first = last == nullptr || !(*last == cluster.start);
      if (first) {
        ordinal += last == nullptr ? 0 : 1;
        last = &cluster.start;
        places.clear();
      }
      const std::string place = place_text(cluster.signature);
      if (places.insert(place).second) {
        set(each, first ? "" : place, ordinal);
      } else {
        again.push_back(&each);
      }
    }
    // A leak that an entry allows in some tests only is in two clusters of one place: the
    // second comes after all, so that adding an entry moves no other leak's ordinal.
    for (const Numbered* each : again) {
      set(*each, "", ++ordinal);
    }
  }

private:
  [[nodiscard]] bool
  less(const Numbered& a, const Numbered& b) const
  {
    const Cluster& left = m_clusters[a.cluster];
    const Cluster& right = m_clusters[b.cluster];
    const auto place = [](const Numbered& each) {
      return std::tie(each.started.file, each.started.line);
    };
    if (place(a) != place(b)) {
      return place(a) < place(b);
    }
    if (const auto order = compare(left.start, right.start); order != 0) {
      return order < 0;
    }
    const auto order = compare(left.signature, right.signature);
    return order != 0 ? order < 0 : a.allow < b.allow;
  }

  void
  set(const Numbered& each, const std::string& place, std::size_t ordinal)
  {
    m_findings[each.cluster].fingerprint =
        identity_fingerprint(m_package, m_clusters[each.cluster].identity, place, ordinal);
  }

  const std::vector<Cluster>& m_clusters;
  const std::string& m_package;
  std::vector<Finding>& m_findings;
};

void
assign_identities(const std::vector<Cluster>& clusters, const std::string& package,
                  SourceNames& sources, std::vector<Finding>& findings)
{
  std::map<std::string, std::vector<Numbered>> by_identity;
  for (std::size_t i = 0; i < clusters.size(); ++i) {
    Numbered each{i, {}, clusters[i].allow == nullptr ? "" : clusters[i].allow->id};
    if (const auto& creator = clusters[i].representative.goroutine->created_by) {
      each.started = sources.place(*creator);
    }
    by_identity[identity_fingerprint(package, clusters[i].identity, "", 0)].push_back(each);
  }
  Numbering numbering(clusters, package, findings);
  for (auto& [first, same] : by_identity) {
    numbering.number(std::move(same));
  }
}

} // namespace

void
assign_fingerprints(const std::vector<Cluster>& clusters, const std::string& package,
                    SourceNames& sources, std::vector<Finding>& findings)
{
  assign_identities(clusters, package, sources, findings);
  std::vector<Item> items = items_of(clusters, sources);
  number(items, package);
  for (Item& item : items) {
    const Cluster& cluster = clusters[item.cluster];
    Finding& finding = findings[item.cluster];
    const ClusterVariant& variant = *item.variant;
    finding.places.push_back(item.fingerprint);
    if (cluster.variants.size() > 1) {
      finding.variants.push_back({std::move(item.fingerprint), variant.count,
                                  std::move(item.blocked), variant.representative->frames,
                                  variant.representative->state, variant.looks()});
    }
  }
}

} // namespace leakgate::rules
