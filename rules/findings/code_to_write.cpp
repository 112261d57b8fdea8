#include "rules/findings/ending_calls.hpp"
#include "rules/names/symbol.hpp"
#include "rules/stacks/called_place.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace leakgate::rules {

CodeToWrite
code_to_write(const Owner& owner, const Goroutine& goroutine, const Place& first,
              const CodeFactsAt& facts_at, SourceNames& sources)
{
  CodeToWrite out;
  if (!facts_at) {
    return out;
  }
  const std::vector<Frame> frames = frames_from_test(goroutine);
  const std::size_t returned = frames.size() - goroutine.frames.size(); // of those before
  bool begun = !first.known();
  for (std::size_t i = 0; i + 1 < frames.size(); ++i) {
    const Place place = sources.place(frames[i]);
    begun = begun || (place.file == first.file && place.line == first.line);
    if (!begun || !sources.file(frames[i]).test || !in_main_module(frames[i], sources)) {
      continue;
    }
    std::string maker = declared_name(frames[i + 1]);
    const CodeFacts* facts =
        facts_at({place.file, place.line, "end", {maker, owner.function, owner.file}});
    if (facts == nullptr || facts->ending.call.empty()) {
      continue;
    }
    const bool better =
        facts->ending.keep.empty() && (!facts->ending.testing.empty() || out.code.testing.empty());
    if (out.code.call.empty() || better) {
      out = {facts->ending, place, std::move(maker), i >= returned};
      out.at.line = std::max(out.at.line, out.before ? 0 : facts->ending.line);
      if (out.code.before > 0) {
        out.at.line = out.code.before;
        out.before = true;
      }
    }
    if (out.code.keep.empty()) {
      break;
    }
  }
  return out;
}

} // namespace leakgate::rules
