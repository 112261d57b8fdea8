#include "gate/model/base_mark.hpp"

namespace leakgate {

std::string_view
to_string(BaseMark mark)
{
  switch (mark) {
  case BaseMark::fresh: return "new";
  case BaseMark::known: return "known";
  case BaseMark::grown: return "grown";
  }
  return "known";
}

} // namespace leakgate
