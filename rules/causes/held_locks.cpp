#include "rules/causes/held_locks.hpp"

#include "rules/names/symbol.hpp"
#include "rules/source/function_source.hpp"

#include <algorithm>
#include <string_view>

namespace leakgate::rules {

namespace {

bool
is_name(std::string_view text)
{
  return !text.empty() && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '.';
  });
}

// `h.mu` of `h.mu.Lock()`; empty where the line is no such call.
std::string_view
called_on(std::string_view line, std::string_view call)
{
  if (!line.ends_with(call)) {
    return {};
  }
  line.remove_suffix(call.size());
  return is_name(line) ? line : std::string_view();
}

std::string_view
locked_by(std::string_view line)
{
  const std::string_view lock = called_on(line, ".Lock()");
  return lock.empty() ? called_on(line, ".RLock()") : lock;
}

std::string_view
unlocked_by(std::string_view line)
{
  const std::string_view lock = called_on(line, ".Unlock()");
  return lock.empty() ? called_on(line, ".RUnlock()") : lock;
}

std::string_view
without_type_parameters(std::string_view type)
{
  while (type.starts_with('*')) {
    type.remove_prefix(1);
  }
  return type.substr(0, type.find('['));
}

// The type of a receiver or parameter as the head of its function writes it; empty: not known.
std::string
type_of(std::string_view name, std::string_view head)
{
  for (std::size_t at = head.find(name); at != std::string_view::npos;
       at = head.find(name, at + 1)) {
    const std::size_t end = at + name.size();
    const bool begins = at > 0 && (head[at - 1] == '(' || head[at - 1] == ' ');
    if (!begins || end >= head.size() || (head[end] != ' ' && head[end] != ',')) {
      continue;
    }
    // `a, b *Account`: the type stands behind the last name of the list.
    std::string_view rest = head.substr(end);
    const std::string_view list = rest.substr(0, rest.find_first_of(")"));
    for (std::string_view part = list; !part.empty();) {
      const std::size_t comma = std::min(part.find(','), part.size());
      const std::string_view word = part.substr(0, comma);
      const std::size_t space = word.find_last_of(' ');
      const std::string_view first =
          word.substr(std::min(word.find_first_not_of(' '), word.size()));
      const bool typed = part.data() == list.data() ? word.starts_with(' ')
                                                    : first.find(' ') != std::string_view::npos;
      if (typed && space != std::string_view::npos) {
        return std::string(without_type_parameters(word.substr(space + 1)));
      }
      part.remove_prefix(std::min(comma + 1, part.size()));
    }
  }
  return {};
}

// The source of one function of a stack, and how to name what it uses.
class Scope
{
public:
  Scope(const Frame& frame, const CauseContext& context)
      : m_place(context.sources.place(frame)),
        m_source(function_around(context.source_line, m_place)),
        m_package(split_symbol(frame.function.view()).package)
  {
  }

  [[nodiscard]] const FunctionSource&
  source() const
  {
    return m_source;
  }

  [[nodiscard]] Named
  named(std::string_view expression, int line) const
  {
    const std::string_view root = expression.substr(0, expression.find('.'));
    std::string type = type_of(root, m_source.head);
    type = type.empty() ? type_of(root, m_source.outer) : type;
    const bool here = type.find('.') == std::string::npos; // else of another package
    std::string key = type.empty() ? "~" + std::string(expression)
                                   : type + std::string(expression.substr(root.size()));
    Place at = m_place;
    at.line = line;
    return {here ? m_package + "." + key : key, std::string(expression), at};
  }

  [[nodiscard]] std::string
  line() const
  {
    const auto found = std::ranges::find(m_source.body, m_place.line, &CodeLine::number);
    return found == m_source.body.end() ? "" : found->text;
  }

  [[nodiscard]] int
  number() const
  {
    return m_place.line;
  }

private:
  Place m_place;
  FunctionSource m_source;
  std::string m_package;
};

// Taken on the way to the line, and given back on no way to it.
void
add_held(const Scope& scope, std::vector<Named>& held)
{
  for (const CodeLine& line : scope.source().before) {
    const std::string_view lock = locked_by(line.text);
    if (lock.empty()) {
      continue;
    }
    const bool given_back = std::ranges::any_of(scope.source().body, [&](const CodeLine& later) {
      return later.number > line.number && later.number < scope.number() &&
             unlocked_by(later.text) == lock;
    });
    if (!given_back) {
      held.push_back(scope.named(lock, line.number));
    }
  }
}

// The name from `from` on: `h.events` of `h.events <- v`.
std::string_view
name_at(std::string_view text)
{
  const auto end = std::ranges::find_if_not(text, [](char c) { return is_name({&c, 1}); });
  return text.substr(0, static_cast<std::size_t>(end - text.begin()));
}

std::string_view
sent_to(std::string_view line)
{
  if (line.starts_with("case ")) {
    line.remove_prefix(5);
  }
  const std::string_view name = name_at(line);
  return !name.empty() && line.substr(name.size()).starts_with(" <- ") ? name : std::string_view();
}

std::string_view
received_from(std::string_view line)
{
  for (const std::string_view before : {std::string_view("<-"), std::string_view(":= range ")}) {
    const std::size_t at = line.find(before);
    const bool sends = at > 0 && at != std::string_view::npos && before == "<-" &&
                       line.substr(at).starts_with("<- ");
    if (at != std::string_view::npos && !sends) {
      return name_at(line.substr(at + before.size()));
    }
  }
  return line.starts_with("for range ") ? name_at(line.substr(10)) : std::string_view();
}

void
add(std::vector<Named>& to, const Scope& scope, std::string_view name, std::string_view end,
    int line)
{
  if (!name.empty()) {
    Named named = scope.named(name, line);
    named.key += end;
    to.push_back(std::move(named));
  }
}

// What closes a channel serves those that receive from it, too.
void
add_offers(const Scope& scope, std::vector<Named>& offers)
{
  for (const CodeLine& line : scope.source().body) {
    std::string_view text = line.text;
    if (text.starts_with("defer ")) {
      text.remove_prefix(6);
    }
    add(offers, scope, sent_to(text), "?receive", line.number);
    add(offers, scope, received_from(text), "?send", line.number);
    add(offers, scope, called_on(text, ".Done()"), "?done", line.number);
    if (text.starts_with("close(") && text.ends_with(')')) {
      add(offers, scope, name_at(text.substr(6)), "?receive", line.number);
    }
  }
}

void
add_wanted(const Scope& scope, Wait wait, Needs& needs)
{
  const std::string line = scope.line();
  const int number = scope.number();
  switch (wait) {
  case Wait::mutex:
  case Wait::rwmutex_read:
  case Wait::rwmutex_write: add(needs.locks, scope, locked_by(line), "", number); break;
  case Wait::chan_send: add(needs.ends, scope, sent_to(line), "?send", number); break;
  case Wait::chan_receive: add(needs.ends, scope, received_from(line), "?receive", number); break;
  case Wait::wait_group:
  case Wait::semaphore: add(needs.ends, scope, called_on(line, ".Wait()"), "?done", number); break;
  default: break;
  }
}

} // namespace

Needs
needs_of(const Goroutine& goroutine, Wait wait, const CauseContext& context)
{
  Needs needs;
  bool innermost = true;
  for (const Frame& frame : goroutine.frames) {
    if (context.sources.is_standard(frame)) {
      continue;
    }
    const Scope scope(frame, context);
    if (scope.source().head.empty()) {
      break; // what lies further out may have been called through anything
    }
    if (innermost) {
      add_wanted(scope, wait, needs);
    }
    innermost = false;
    add_held(scope, needs.holds);
    add_offers(scope, needs.offers);
  }
  return needs;
}

} // namespace leakgate::rules
