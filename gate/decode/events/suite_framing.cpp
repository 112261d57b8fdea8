#include "gate/decode/events/suite_event.hpp"

#include <algorithm>

namespace leakgate {

bool
is_framing(const TestEvent& event)
{
  if (event.output_type == "frame") {
    return true;
  }
  std::string_view text = event.output;
  std::string_view name;
  if (text.starts_with("=== ")) {
    name = text.substr(std::min(text.find(' ', 4), text.size()));
    name.remove_prefix(std::min(name.find_first_not_of(' '), name.size()));
    return name.starts_with(event.test);
  }
  text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
  if (!text.starts_with("--- ")) {
    return false;
  }
  name = text.substr(std::min(text.find(' ', 4), text.size()));
  return name.starts_with(' ') && name.substr(1).starts_with(event.test) &&
         name.substr(1 + event.test.size()).starts_with(" (");
}

bool
is_end_framing(std::string_view framing)
{
  framing.remove_prefix(std::min(framing.find_first_not_of(' '), framing.size()));
  return framing.starts_with("--- ");
}

} // namespace leakgate
