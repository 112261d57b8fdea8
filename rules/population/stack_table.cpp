#include "rules/population/stack_table.hpp"

#include "rules/stacks/ancestry.hpp"
#include "rules/stacks/goroutine_order.hpp"

namespace leakgate::rules {

namespace {

// The wait of a goroutine, made the same for all Go versions: what a lock of package
// sync waits for when Go only says `semacquire`, and `running` for all that is not
// blocked but happens to be preempted, or to help the collector, at this moment.
Wait
refined_wait(const Goroutine& goroutine)
{
  if (goroutine.wait == Wait::semaphore) {
    if (has_function(goroutine.frames, "sync.(*WaitGroup).Wait")) {
      return Wait::wait_group;
    }
    if (has_function(goroutine.frames, "sync.(*RWMutex).RLock")) {
      return Wait::rwmutex_read;
    }
    if (has_function(goroutine.frames, "sync.(*RWMutex).Lock")) {
      return Wait::rwmutex_write;
    }
    if (has_function(goroutine.frames, "sync.(*Mutex).Lock")) {
      return Wait::mutex;
    }
  }
  return is_running(goroutine.wait) ? Wait::running : goroutine.wait;
}

} // namespace

std::size_t
StackTable::Hash::operator()(const Goroutine* goroutine) const noexcept
{
  std::uint64_t hash = FramesHash{}(goroutine->frames);
  if (const auto& creator = goroutine->created_by) {
    hash = hash_mix(hash ^ creator->function.hash(),
                    creator->file.hash() + static_cast<std::uint64_t>(creator->line));
  }
  return hash_mix(hash ^ static_cast<std::uint64_t>(goroutine->wait),
                  hash_bytes(goroutine->state, hash_seed()));
}

bool
StackTable::Equal::operator()(const Goroutine* a, const Goroutine* b) const noexcept
{
  return a->wait == b->wait && a->frames == b->frames && a->created_by == b->created_by &&
         a->state == b->state;
}

std::size_t
StackTable::index_of(const Goroutine& goroutine)
{
  const auto [entry, added] = m_index.try_emplace(&goroutine, m_stacks.size());
  if (added) {
    const Wait wait = refined_wait(goroutine);
    m_stacks.push_back(
        {{wait, runtime_reason(goroutine)}, m_allow.candidates(goroutine, wait), {}});
  }
  return entry->second;
}

const AllowEntry*
StackTable::allow_of(std::size_t stack, std::string_view test)
{
  Stack& known = m_stacks[stack];
  if (known.candidates.empty()) {
    return nullptr;
  }
  const auto found = known.by_test.find(test);
  if (found != known.by_test.end()) {
    return found->second;
  }
  const AllowEntry* entry = m_allow.first_for(known.candidates, test);
  known.by_test.emplace(test, entry);
  return entry;
}

} // namespace leakgate::rules
