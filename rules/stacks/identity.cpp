#include "rules/stacks/identity.hpp"

#include "gate/base/digest.hpp"
#include "rules/names/symbol.hpp"
#include "rules/source/function_source.hpp"
#include "rules/stacks/profile_stacks.hpp"

#include <algorithm>

namespace leakgate::rules {

namespace {

std::strong_ordering
compare_names(Name a, Name b)
{
  // Equal names are one pointer, which spares most comparisons of text.
  return a == b ? std::strong_ordering::equal : a.view() <=> b.view();
}

std::strong_ordering
compare_names(const std::vector<Name>& a, const std::vector<Name>& b)
{
  return std::lexicographical_compare_three_way(
      a.begin(), a.end(), b.begin(), b.end(),
      [](Name left, Name right) { return compare_names(left, right); });
}

// The name by which source calls a function: `Watch` of `app.(*Store[...]).Watch`.
std::string_view
called_name(std::string_view function)
{
  const std::vector<std::string_view> parts = name_parts(split_symbol(function).name);
  std::string_view name = parts.empty() ? std::string_view{} : parts.back();
  name = name.substr(0, name.find('['));
  return name.substr(0, name.find("-fm"));
}

bool
is_number(std::string_view text)
{
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

// `func1`, the `2` of `func1.2`, `Each-range1`: a function without a name of its own.
bool
is_closure_name(std::string_view name)
{
  return (name.starts_with("func") && is_number(name.substr(4))) || is_number(name) ||
         name.find("-range") != std::string_view::npos;
}

bool
is_closure(const Frame& frame)
{
  return is_closure_name(called_name(frame.function.view()));
}

// True when a call on this line of source can be one of `function` by its name. A method is
// called behind a dot; a bare word of its name is a variable.
bool
names_call(std::string_view line, std::string_view function)
{
  const auto is_word = [](char c) {
    return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           static_cast<unsigned char>(c) >= 0x80;
  };
  const bool method = name_parts(split_symbol(function).name).size() > 1;
  const std::string_view name = called_name(function);
  line = line.substr(0, line.find("//"));
  for (std::size_t at = 0; (at = line.find(name, at)) != std::string_view::npos; ++at) {
    const std::size_t end = at + name.size();
    const bool whole =
        (at == 0 || !is_word(line[at - 1])) && (end == line.size() || !is_word(line[end]));
    if (whole && (!method || (at > 0 && line[at - 1] == '.'))) {
      return true;
    }
  }
  return false;
}

} // namespace

std::strong_ordering
compare(const Identity& a, const Identity& b)
{
  const auto order = compare_names(a.creator, b.creator);
  return order != 0 ? order : compare_names(a.chain, b.chain);
}

std::strong_ordering
compare(const Start& a, const Start& b)
{
  if (const auto order = compare_names(a.file, b.file); order != 0) {
    return order;
  }
  const auto order = a.line <=> b.line;
  return order != 0 ? order : compare_names(a.functions, b.functions);
}

bool
may_be_same(const Start& a, const Start& b)
{
  const std::size_t both = std::min(a.functions.size(), b.functions.size());
  return a.file == b.file && a.line == b.line &&
         std::equal(a.functions.begin(), a.functions.begin() + static_cast<std::ptrdiff_t>(both),
                    b.functions.begin());
}

bool
restarts_itself(const Goroutine& goroutine)
{
  const std::vector<Frame> frames = comparable_frames(goroutine);
  return goroutine.created_by && !frames.empty() &&
         goroutine.created_by->function == frames.back().function;
}

bool
named_after_caller_only(const Goroutine& goroutine)
{
  if (!goroutine.created_by || goroutine.frames.empty()) {
    return false;
  }
  const Frame entry = comparable_frames(goroutine).back();
  const Frame& creator = *goroutine.created_by;
  return creator.function.view().find("-range") != std::string_view::npos &&
         has_inlined_caller(creator.function.view()) && entry.file == creator.file &&
         !has_inlined_caller(entry.function.view()) &&
         canonical_function(entry.function.view(), {}).ends_with(".func");
}

Name
numbered_function(const Frame& frame, SourceNames& sources)
{
  if (has_inlined_caller(frame.function.view())) {
    return sources.canonical(frame);
  }
  return without_type_arguments(frame.function.view());
}

// In the main modules of the run; what lies in a dependency starts with `module@version/`.
bool
Identities::is_users(const Frame& frame) const
{
  const std::string& shown = m_sources.file(frame.file).shown;
  return !m_sources.is_standard(frame) && shown.find('@') == std::string::npos &&
         !shown.starts_with("vendor/") && shown.find("/vendor/") == std::string::npos;
}

// The line of the call tells: `fn()` calls what it was given, `s.watch(ctx)` does not. A
// closure has no name in the source, so it was always handed over.
bool
Identities::calls_what_it_was_given(const Frame& helper, const Frame& called) const
{
  if (!is_users(called)) {
    return false;
  }
  const Place place = m_sources.place(helper);
  const std::string line = m_source_line(place.file, place.line);
  if (line.find('(') == std::string::npos) {
    return false;
  }
  return is_closure(called) ? line.find("func(") == std::string::npos
                            : !names_call(line, called.function.view());
}

// What calls in a loop calls many things one after the other, and what it calls just now is not
// what it is.
bool
Identities::calls_in_a_loop(const Frame& frame) const
{
  return m_source_line && line_of_loop(m_source_line, m_sources.place(frame)) > 0;
}

// The function of the user's that a library's entry function calls. A named function with more
// of its own in between (http's conn.serve) serves one request after the other.
const Frame*
Identities::called_by_library(const std::vector<Frame>& frames) const
{
  const auto user = std::find_if(frames.rbegin(), frames.rend(),
                                 [&](const Frame& frame) { return is_users(frame); });
  const bool direct = user - frames.rbegin() == 1;
  if (user == frames.rend() || (!direct && !is_closure(frames.back())) ||
      calls_in_a_loop(frames.back())) {
    return nullptr;
  }
  return &*user;
}

// The same for a helper in the user's own modules, which may have a layer or two of its own.
const Frame*
Identities::called_by_helper(const std::vector<Frame>& frames) const
{
  constexpr std::size_t k_layers = 3;
  for (std::size_t layer = 0; m_source_line && layer < k_layers && layer + 1 < frames.size();
       ++layer) {
    const Frame& helper = frames[frames.size() - 1 - layer];
    const Frame& called = frames[frames.size() - 2 - layer];
    if (!is_users(helper) || calls_in_a_loop(helper)) {
      return nullptr;
    }
    if (calls_what_it_was_given(helper, called)) {
      return &called;
    }
  }
  return nullptr;
}

std::vector<Frame>
Identities::chain_of(const Goroutine& goroutine) const
{
  const std::vector<Frame> frames = comparable_frames(goroutine);
  if (frames.empty()) {
    return {};
  }
  std::vector<Frame> chain{frames.back()};
  const Frame* called =
      is_users(frames.back()) ? called_by_helper(frames) : called_by_library(frames);
  if (called != nullptr) {
    chain.push_back(*called);
  }
  return chain;
}

Identity
Identities::identity_of(const Goroutine& goroutine) const
{
  Identity out;
  if (goroutine.created_by && !is_runtime_function(goroutine.created_by->function.view())) {
    out.creator = m_sources.canonical(*goroutine.created_by);
  }
  for (const Frame& frame : chain_of(goroutine)) {
    out.chain.push_back(m_sources.canonical(frame));
  }
  if (named_after_caller_only(goroutine)) {
    out.chain.front() = out.creator;
  }
  return out;
}

Start
Identities::start_of(const Goroutine& goroutine) const
{
  Start out;
  if (goroutine.created_by) {
    out.file = goroutine.created_by->file;
    out.line = goroutine.created_by->line;
  }
  for (const Frame& frame : chain_of(goroutine)) {
    out.functions.push_back(numbered_function(frame, m_sources));
  }
  if (named_after_caller_only(goroutine)) {
    out.functions.front() = m_sources.canonical(*goroutine.created_by);
  }
  return out;
}

std::string
identity_fingerprint(const std::string& package, const Identity& identity, const std::string& place,
                     std::size_t ordinal)
{
  constexpr char k_separator = '\x1f';
  std::string fields = "package=" + package;
  const auto field = [&](std::string_view name, std::string_view value) {
    fields += k_separator;
    fields += name;
    fields += '=';
    fields += value;
  };
  field("creator", identity.creator.view());
  for (const Name function : identity.chain) {
    field("runs", function.view());
  }
  if (!place.empty()) {
    field("place", place);
  }
  if (ordinal > 0) {
    field("ordinal", std::to_string(ordinal));
  }
  return "v2:" + sha256_hex(fields).substr(0, 32);
}

} // namespace leakgate::rules
