#include "rules/heap/kept_by.hpp"

#include "rules/heap/sites.hpp"

namespace leakgate::rules {

std::vector<StoreCode>
kept_by(const std::vector<Frame>& stack, const CodeFactsAt& facts_at, SourceNames& sources)
{
  bool handed = false; // by a line of the tested modules
  for (const Frame& frame : stack) {
    const Place place = sources.place(frame);
    if (!is_users_own(place)) {
      if (handed) {
        break;
      }
      continue;
    }
    const CodeFacts* facts = facts_at ? facts_at({place.file, place.line, "keep"}) : nullptr;
    if (facts == nullptr) {
      break;
    }
    if (!facts->keeping.stores.empty() || !facts->keeping.handed) {
      return facts->keeping.stores;
    }
    handed = true;
  }
  return {};
}

} // namespace leakgate::rules
