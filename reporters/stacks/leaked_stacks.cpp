#include "reporters/stacks/leaked_stacks.hpp"

#include <algorithm>

namespace leakgate {

namespace {

// The `go` statement. A place is relative to the module and frames are as Go printed them;
// the first frame of the creator is the same line, so its file reads like the others.
Frame
creator_of(const Finding& finding)
{
  const Place& started = finding.started;
  if (!finding.ancestors.empty() && !finding.ancestors.front().frames.empty()) {
    const Frame& frame = finding.ancestors.front().frames.front();
    if (frame.function.view() == started.function && frame.line == started.line) {
      return frame;
    }
  }
  return {started.function, started.file, started.line};
}

std::vector<Frame>
with_creator(std::vector<Frame> stack, const Place& blocked, const Finding& finding)
{
  if (stack.empty() && !blocked.function.empty()) {
    stack.push_back({blocked.function, blocked.file, blocked.line});
  }
  if (!finding.started.function.empty()) {
    stack.push_back(creator_of(finding));
  }
  if (stack.empty()) {
    stack.push_back({"(unknown)", "", 0});
  }
  return stack;
}

std::vector<std::string>
tests_of(const Finding& finding)
{
  std::vector<std::string> tests;
  for (const Leaker& leaker : finding.leakers) {
    tests.push_back(leaker.test);
  }
  if (tests.empty() && !finding.test.empty()) {
    tests.push_back(finding.test);
  }
  return tests;
}

// Puts `stack` behind the others, with at most what is left of the finding's count.
void
add(std::vector<LeakedStack>& stacks, std::int64_t& left, std::int64_t count, LeakedStack stack)
{
  stack.count = std::min(count, left);
  if (stack.count > 0) {
    left -= stack.count;
    stacks.push_back(std::move(stack));
  }
}

} // namespace

std::vector<LeakedStack>
leaked_stacks(const Finding& finding)
{
  std::vector<LeakedStack> stacks;
  if (finding.kind != FindingKind::goroutine || finding.disposition != Disposition::reported) {
    return stacks;
  }
  std::int64_t left = finding.count;
  const std::vector<std::string> tests = tests_of(finding);
  for (const StackVariant& variant : finding.variants) {
    add(stacks, left, variant.count,
        {tests, 0, with_creator(variant.stack, variant.blocked, finding)});
  }
  const std::vector<Frame> frames = with_creator(finding.stack, finding.blocked, finding);
  if (finding.variants.empty() && tests.size() > 1) {
    for (const Leaker& leaker : finding.leakers) {
      add(stacks, left, leaker.count, {{leaker.test}, 0, frames});
    }
    add(stacks, left, left, {{}, 0, frames}); // left behind by no test
    return stacks;
  }
  add(stacks, left, left, {tests, 0, frames});
  return stacks;
}

} // namespace leakgate
