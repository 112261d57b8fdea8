#include "gate/model/goroutine.hpp"

namespace leakgate {

std::string
without_type_arguments(std::string_view function)
{
  std::string out;
  out.reserve(function.size());
  int depth = 0;
  for (const char c : function) {
    if (c == '[' && depth++ == 0) {
      out += "[...]";
    } else if (c == ']' && depth > 0) {
      --depth;
    } else if (depth == 0) {
      out += c;
    }
  }
  return out;
}

} // namespace leakgate
