#include "rules/code/closers.hpp"

#include <algorithm>

namespace leakgate::rules {

namespace {

std::vector<const ClosingCall*>
callable(const CodeCase* found, std::vector<ClosingCall> ChannelFacts::*calls)
{
  std::vector<const ClosingCall*> out;
  for (std::size_t i = 0; found != nullptr && i < (found->channel.*calls).size(); ++i) {
    const ClosingCall& call = (found->channel.*calls)[i];
    out.insert(out.end(), is_callable(call) ? 1 : 0, &call);
  }
  return out;
}

} // namespace

bool
is_callable(const ClosingCall& call)
{
  return !call.goroutine && !call.deferred && (!call.test || call.function.starts_with('('));
}

bool
is_reached(const ClosingCall& call, const std::vector<std::string>& functions)
{
  const auto known = [&](const std::string& function) {
    return std::ranges::find(functions, function) != functions.end();
  };
  return known(call.function) || std::ranges::any_of(call.owners, known, &Owner::function);
}

std::vector<const ClosingCall*>
closers_of(const BlockedCode& code)
{
  return callable(case_of(code, "closed-by-call"), &ChannelFacts::closed);
}

std::vector<const ClosingCall*>
senders_to(const BlockedCode& code)
{
  return callable(case_of(code, "closed-by-call"), &ChannelFacts::sent);
}

std::vector<const ClosingCall*>
cancellers_of(const BlockedCode& code)
{
  return callable(case_of(code, "context-exit"), &ChannelFacts::cancelled);
}

std::vector<const ClosingCall*>
cancellers_of(const CodeCase& look)
{
  return callable(&look, &ChannelFacts::cancelled);
}

std::vector<const ClosingCall*>
closers_of_call(const BlockedCode& code)
{
  const bool ends = code.kind == CodeFacts::Kind::call && code.cases.size() == 1 &&
                    code.cases[0].leaves != Leaves::never;
  return callable(ends ? code.cases.data() : nullptr, &ChannelFacts::closed);
}

std::vector<const ClosingCall*>
closers_of_call(const CodeCase& call)
{
  return callable(&call, &ChannelFacts::closed);
}

} // namespace leakgate::rules
