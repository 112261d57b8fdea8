#include "rules/heap/kept_by.hpp"

#include "rules/heap/sites.hpp"

namespace leakgate::rules {

namespace {

// What a pool's New makes is what the caller of Get has.
bool
hands_on(const Frame& frame)
{
  return frame.function.view() == "sync.(*Pool).Get";
}

} // namespace

std::vector<StoreCode>
kept_by(const std::vector<Frame>& stack, const CodeFactsAt& facts_at, SourceNames& sources)
{
  bool handed = false; // by a line of the tested modules
  for (const Frame& frame : stack) {
    const Place place = sources.place(frame);
    if (!is_users_own(place)) {
      if (handed && !hands_on(frame)) {
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
