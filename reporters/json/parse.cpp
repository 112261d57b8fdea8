#include "reporters/json/reading.hpp"
#include "reporters/json/result.hpp"

namespace leakgate {

Result<Verdict>
parse_json_result(std::string_view json, std::string_view where)
{
  Verdict verdict;
  if (json_reading::read_as_written(json, verdict)) {
    return verdict;
  }
  return json_reading::read_any(json, where);
}

} // namespace leakgate
