#include "rules/findings/forgotten_channel.hpp"

#include "rules/code/closers.hpp"
#include "rules/findings/ending_calls.hpp"

#include <fmt/format.h>

#include <string>
#include <vector>

namespace leakgate::rules {

namespace {

// Of the functions that forget the channel the one that the leaking test comes to.
const ClosingCall*
forgotten_by_test(const BlockedCode& code, const Goroutine& goroutine)
{
  const std::vector<std::string> own = functions_around(goroutine);
  for (const CodeCase& each : code.cases) {
    for (const ClosingCall& call : each.channel.forgotten) {
      if (each.op == CodeCase::Op::receive && is_reached(call, own)) {
        return &call;
      }
    }
  }
  return nullptr;
}

} // namespace

bool
advise_on_forgotten(Advice& advice, const BlockedCode& code, const Goroutine& goroutine,
                    SourceNames& sources)
{
  const ClosingCall* found = forgotten_by_test(code, goroutine);
  if (found == nullptr) {
    return false;
  }
  const std::string at = fmt::format("{}:{}", sources.file(Name(found->file)).shown, found->line);
  advice.why =
      fmt::format("it ends when its channel is closed; {} forgets the channel ({}) and does "
                  "not close it",
                  found->function, at);
  advice.fix = fmt::format("close the channel in {} before {} takes it out", found->function, at);
  return true;
}

} // namespace leakgate::rules
