#include "rules/stacks/signature.hpp"

#include "gate/base/digest.hpp"
#include "rules/names/symbol.hpp"
#include "rules/stacks/identity.hpp"
#include "rules/stacks/profile_stacks.hpp"

#include <algorithm>

namespace leakgate::rules {

namespace {

// The frames that make the identity: the user's, and of each run of standard library
// frames the one that the user's code called (the outermost). Nothing of package
// runtime, which renames even what starts a finalizer.
std::vector<Frame>
skeleton(const Goroutine& goroutine, Wait wait, SourceNames& sources)
{
  const std::vector<Frame> frames = comparable_frames(goroutine);
  std::vector<Frame> kept;
  // Where a busy goroutine was met says nothing about it.
  std::size_t first = 0;
  if (wait == Wait::running && !frames.empty()) {
    first = frames.size() - 1;
  }
  for (std::size_t i = first; i < frames.size(); ++i) {
    const bool outermost = i + 1 == frames.size() || !sources.is_standard(frames[i + 1]);
    if (outermost || !sources.is_standard(frames[i])) {
      kept.push_back(frames[i]);
    }
  }
  return kept;
}

void
append_frame(std::vector<Name>& names, Name name)
{
  // Recursion: how deep it went does not matter.
  if (names.empty() || !(names.back() == name)) {
    names.push_back(name);
  }
}

std::strong_ordering
compare(Name a, Name b)
{
  // Equal names are one pointer, which spares most comparisons of text.
  return a == b ? std::strong_ordering::equal : a.view() <=> b.view();
}

std::strong_ordering
compare(const std::vector<Name>& a, const std::vector<Name>& b)
{
  return std::lexicographical_compare_three_way(
      a.begin(), a.end(), b.begin(), b.end(),
      [](Name left, Name right) { return compare(left, right); });
}

} // namespace

std::strong_ordering
compare(const Signature& a, const Signature& b)
{
  if (const auto order = a.wait <=> b.wait; order != 0) {
    return order;
  }
  if (const auto order = compare(a.creator, b.creator); order != 0) {
    return order;
  }
  return compare(a.frames, b.frames);
}

std::strong_ordering
compare(const Variant& a, const Variant& b)
{
  if (const auto order = compare(a.file, b.file); order != 0) {
    return order;
  }
  if (const auto order = a.line <=> b.line; order != 0) {
    return order;
  }
  return compare(a.functions, b.functions);
}

Signature
signature_of(const Goroutine& goroutine, Wait wait, SourceNames& sources)
{
  Signature out;
  out.wait = wait == Wait::unknown ? goroutine.state : std::string(to_string(wait));
  if (goroutine.created_by && !is_runtime_function(goroutine.created_by->function.view())) {
    out.creator = sources.canonical(*goroutine.created_by);
  }
  for (const Frame& frame : skeleton(goroutine, wait, sources)) {
    append_frame(out.frames, sources.canonical(frame));
  }
  if (named_after_caller_only(goroutine)) {
    out.frames.back() = out.creator;
  }
  return out;
}

Variant
variant_of(const Goroutine& goroutine, Wait wait, SourceNames& sources)
{
  Variant out;
  if (goroutine.created_by) {
    out.file = goroutine.created_by->file;
    out.line = goroutine.created_by->line;
  }
  for (const Frame& frame : skeleton(goroutine, wait, sources)) {
    append_frame(out.functions, numbered_function(frame, sources));
  }
  if (named_after_caller_only(goroutine)) {
    out.functions.back() = sources.canonical(*goroutine.created_by);
  }
  return out;
}

std::string
fingerprint(const std::string& rule, const std::string& package, const Signature& signature,
            std::size_t ordinal)
{
  constexpr char k_separator = '\x1f';
  std::string fields = "rule=" + rule;
  const auto field = [&](std::string_view name, std::string_view value) {
    fields += k_separator;
    fields += name;
    fields += '=';
    fields += value;
  };
  field("package", package);
  field("wait", signature.wait);
  field("creator", signature.creator.view());
  for (const Name frame : signature.frames) {
    field("frame", frame.view());
  }
  if (ordinal > 0) {
    field("ordinal", std::to_string(ordinal));
  }
  return "v1:" + sha256_hex(fields).substr(0, 32);
}

} // namespace leakgate::rules
