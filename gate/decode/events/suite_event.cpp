#include "gate/decode/events/suite_event.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

namespace leakgate {

namespace {

using Json = nlohmann::json;

// Takes the fields of the outermost object; what is deeper is passed over.
class EventSax : public nlohmann::json_sax<Json>
{
public:
  explicit EventSax(TestEvent& event) : m_event(event) {}

  bool
  null() override
  {
    return m_depth > 0;
  }
  bool
  boolean(bool) override
  {
    return m_depth > 0;
  }
  bool
  number_integer(number_integer_t value) override
  {
    return number(static_cast<double>(value));
  }
  bool
  number_unsigned(number_unsigned_t value) override
  {
    return number(static_cast<double>(value));
  }
  bool
  number_float(number_float_t value, const string_t&) override
  {
    return number(value);
  }
  bool
  string(string_t& value) override
  {
    if (m_depth == 1 && m_field) {
      *m_field = std::move(value);
    } else if (m_depth == 1 && m_time) {
      m_event.time = parse_event_time(value);
    }
    return m_depth > 0;
  }
  bool
  binary(binary_t&) override
  {
    return true;
  }
  bool
  start_object(std::size_t) override
  {
    ++m_depth;
    return true;
  }
  bool
  end_object() override
  {
    --m_depth;
    return true;
  }
  bool
  start_array(std::size_t) override
  {
    return m_depth++ > 0;
  }
  bool
  end_array() override
  {
    --m_depth;
    return true;
  }
  bool
  key(string_t& name) override
  {
    if (m_depth != 1) {
      return true;
    }
    m_elapsed = name == "Elapsed";
    m_time = name == "Time";
    m_field = event_field(m_event, name);
    return true;
  }
  bool
  parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) override
  {
    return false;
  }

private:
  bool
  number(double value)
  {
    if (m_depth == 1 && m_elapsed && std::isfinite(value)) {
      m_event.elapsed = std::chrono::duration<double>(std::max(0.0, value));
    }
    return m_depth > 0;
  }

  TestEvent& m_event;
  int m_depth = 0;
  std::string* m_field = nullptr;
  bool m_elapsed = false;
  bool m_time = false;
};

} // namespace

std::string*
event_field(TestEvent& event, std::string_view name)
{
  if (name == "Action") {
    return &event.action;
  }
  if (name == "Package") {
    return &event.package;
  }
  if (name == "Test") {
    return &event.test;
  }
  if (name == "Output") {
    return &event.output;
  }
  if (name == "OutputType") {
    return &event.output_type;
  }
  if (name == "FailedBuild") {
    return &event.failed_build;
  }
  return name == "ImportPath" ? &event.import_path : nullptr;
}

void
TestEvent::clear()
{
  for (std::string* text :
       {&action, &package, &test, &output, &output_type, &failed_build, &import_path}) {
    text->clear();
  }
  elapsed = {};
  time = std::nullopt;
}

std::optional<TestEvent>
parse_test_event(std::string_view line)
{
  std::optional<TestEvent> event(std::in_place);
  return parse_test_event(line, *event) ? event : std::nullopt;
}

bool
parse_test_event(std::string_view line, TestEvent& event)
{
  event.clear();
  if (!line.starts_with('{')) {
    return false;
  }
  if (scan_event(line, event) && !event.action.empty()) {
    return true;
  }
  event.clear();
  EventSax sax(event);
  return Json::sax_parse(line.begin(), line.end(), &sax) && !event.action.empty();
}

std::string
replace_output(std::string_view line, std::string_view output)
{
  // Inside a JSON string the quotes would be escaped, so this is the field itself.
  constexpr std::string_view k_field = "\"Output\":\"";
  const std::size_t field = line.find(k_field);
  if (field == std::string_view::npos) {
    return std::string(line);
  }
  const std::size_t start = field + k_field.size() - 1;
  std::size_t end = start + 1;
  while (end < line.size() && line[end] != '"') {
    end += line[end] == '\\' ? 2 : 1;
  }
  const std::string text =
      Json(std::string(output)).dump(-1, ' ', false, Json::error_handler_t::replace);
  return std::string(line.substr(0, start)) + text +
         std::string(line.substr(std::min(end + 1, line.size())));
}

} // namespace leakgate
