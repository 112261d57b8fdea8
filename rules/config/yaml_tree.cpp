#include "rules/config/yaml_tree.hpp"

#include "gate/base/text.hpp"
#include "rules/config/tree_builder.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <sstream>
#include <utility>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

namespace leakgate::config {

namespace {

constexpr std::size_t k_largest = 1 << 20;
constexpr std::size_t k_most_messages = 100;
constexpr const char* k_too_deep = "nested too deeply";

Position
position_of(const YAML::Mark& mark)
{
  return mark.is_null() ? Position{} : Position{mark.line + 1, mark.column + 1};
}

// yaml-cpp's events instead of its nodes: they come with every key, also one that stands
// twice, and with anchors before anything is shared.
class Events : public YAML::EventHandler
{
public:
  explicit Events(Tree& tree) : m_builder(tree) {}

  void
  OnDocumentStart(const YAML::Mark&) override
  {
  }
  void
  OnDocumentEnd() override
  {
  }
  void
  OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override
  {
    m_builder.add(node(Node::Kind::null, mark, "", anchor));
  }
  void
  OnAlias(const YAML::Mark& mark, YAML::anchor_t) override
  {
    m_builder.complain(position_of(mark), "aliases are not supported (write the value again)");
    m_builder.add(node(Node::Kind::bad, mark, "", 0));
  }
  void
  OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
           const std::string& value) override
  {
    Node scalar = node(Node::Kind::scalar, mark, tag, anchor);
    scalar.quoted = tag == "!";
    scalar.text = value;
    if (!scalar.quoted && (value == "null" || value == "Null" || value == "NULL" || value == "~")) {
      scalar.kind = Node::Kind::null;
    }
    m_builder.add(std::move(scalar));
  }
  void
  OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override
  {
    begin(Node::Kind::list, mark, tag, anchor);
  }
  void
  OnSequenceEnd() override
  {
    m_builder.end();
  }
  void
  OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
             YAML::EmitterStyle::value) override
  {
    begin(Node::Kind::map, mark, tag, anchor);
  }
  void
  OnMapEnd() override
  {
    m_builder.end();
  }

private:
  Node
  node(Node::Kind kind, const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor)
  {
    const Position at = position_of(mark);
    if (anchor != 0) {
      m_builder.complain(at, "anchors are not supported (leave the &name out)");
    }
    if (!tag.empty() && tag != "?" && tag != "!") {
      m_builder.complain(at, "tags are not supported (leave the !name out)");
    }
    Node made;
    made.kind = kind;
    made.at = at;
    return made;
  }

  void
  begin(Node::Kind kind, const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor)
  {
    if (!m_builder.begin(node(kind, mark, tag, anchor))) {
      // There is no other way to stop yaml-cpp; caught in read_document.
      throw YAML::ParserException(mark, k_too_deep);
    }
  }

  TreeBuilder m_builder;
};

// Sees whether anything follows the first document.
class Rest : public Events
{
public:
  explicit Rest(Tree& tree) : Events(tree) {}

  void
  OnDocumentStart(const YAML::Mark& mark) override
  {
    at = position_of(mark);
  }

  Position at;
};

std::string_view
line_of(std::string_view text, int line)
{
  const std::vector<std::string_view> lines = text::split(text, '\n');
  const auto index = static_cast<std::size_t>(line - 1);
  return line >= 1 && index < lines.size() ? lines[index] : std::string_view();
}

bool
tab_indents(std::string_view line)
{
  const std::size_t first = line.find_first_not_of(" \r");
  return first != std::string_view::npos && line[first] == '\t';
}

// yaml-cpp's words, and in their place ours for the mistakes that people make.
std::string
words_for(const YAML::Exception& error, std::string_view text)
{
  const Position at = position_of(error.mark);
  const std::string_view line = line_of(text, at.line);
  const std::string got = text::quoted(text::trim(line));
  const auto column = static_cast<std::size_t>(at.column - 1);
  const bool star = (column < line.size() && line[column] == '*') ||
                    (column > 0 && column <= line.size() && line[column - 1] == '*');
  if (error.msg == k_too_deep) {
    return fmt::format("nested too deeply, at most {} levels are read", k_deepest);
  }
  if (star) {
    return fmt::format("in YAML a * in front makes an alias, got {} (put the text in quotes)", got);
  }
  if (tab_indents(line)) {
    return fmt::format("a tab cannot indent YAML, got {} (use spaces)", text::quoted(line));
  }
  if (error.msg == "illegal document indicator in scalar") {
    return "a text in quotes has no end (add the closing quote)";
  }
  if (error.msg == "illegal map value") {
    return fmt::format("not valid YAML: a second \": \" or a line that is not indented like its "
                       "neighbours, got {} (put a text with \": \" in quotes)",
                       got);
  }
  if (error.msg.starts_with("unknown escape character")) {
    return fmt::format("not valid YAML: {}, got {} (use single quotes: 're:…')", error.msg, got);
  }
  if (line.empty()) {
    return fmt::format("not valid YAML: {}", error.msg);
  }
  return fmt::format("not valid YAML: {}, got {}", error.msg, got);
}

bool
is_end(std::string_view text, const Position& at)
{
  const std::string_view line = line_of(text, at.line);
  const std::string_view rest =
      line.substr(std::min<std::size_t>(line.size(), static_cast<std::size_t>(at.column - 1)));
  return text::trim(rest).empty() || (at.column == 1 && text::trim(rest) == "...");
}

void
read_document(const std::string& text, Tree& tree)
{
  try {
    std::istringstream stream(text);
    YAML::Parser parser(stream);
    Events events(tree);
    parser.HandleNextDocument(events);
    Tree ignored;
    Rest rest(ignored);
    // Asked once only: yaml-cpp finds documents without end behind a stray bracket.
    if (parser.HandleNextDocument(rest) && !is_end(text, rest.at)) {
      const std::string got = text::quoted(text::trim(line_of(text, rest.at.line)));
      tree.errors.push_back({rest.at, "the file goes on after its end, got " + got +
                                          " (a configuration is one document)"});
    }
  } catch (const YAML::Exception& error) {
    tree.errors.push_back({position_of(error.mark), words_for(error, text)});
    tree.whole = false;
  }
}

// The first byte that is not text, or the size.
std::size_t
first_bad_byte(std::string_view text)
{
  const std::string valid = text::valid_utf8(text);
  const auto [bad, same] = std::ranges::mismatch(text, valid);
  return std::min(static_cast<std::size_t>(bad - text.begin()), text.find('\0'));
}

} // namespace

const Node*
Node::find(std::string_view name) const
{
  const auto child = std::ranges::find(children, name, &Node::key);
  return kind != Kind::map || child == children.end() ? nullptr : &*child;
}

Tree
parse_yaml(std::string_view text)
{
  Tree tree;
  if (text.size() > k_largest) {
    tree.errors.push_back({{},
                           fmt::format("the file is too large, got {} (at most 1.0 MiB)",
                                       text::byte_size(static_cast<long long>(text.size())))});
    tree.whole = false;
    return tree;
  }
  if (const std::size_t bad = first_bad_byte(text); bad < text.size()) {
    const auto lines = text::split(text.substr(0, bad), '\n');
    const Position at{static_cast<int>(lines.size()), static_cast<int>(lines.back().size()) + 1};
    tree.errors.push_back({at, fmt::format("the file is not UTF-8 text, got the byte {}",
                                           text::quoted(text.substr(bad, 1)))});
    tree.whole = false;
    return tree;
  }
  // An end marker of our own: without one yaml-cpp takes a text whose closing quote is
  // missing for whole, with all settings behind it.
  std::string ended(text);
  ended += text.empty() || text.ends_with('\n') ? "...\n" : "\n...\n";
  read_document(ended, tree);
  return tree;
}

std::vector<std::string>
messages_of(std::vector<Error> errors, const std::string& file)
{
  std::ranges::stable_sort(errors, {}, &Error::at);
  std::vector<std::string> messages;
  for (const Error& error : errors) {
    if (messages.size() == k_most_messages) {
      messages.push_back(fmt::format("{}: {} more errors", file, errors.size() - messages.size()));
      break;
    }
    messages.push_back(
        fmt::format("{}:{}:{}: {}", file, error.at.line, error.at.column, error.text));
  }
  return messages;
}

} // namespace leakgate::config
