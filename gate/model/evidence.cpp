#include "gate/model/evidence.hpp"

namespace leakgate {

std::string_view
to_string(EvidenceSource source)
{
  switch (source) {
  case EvidenceSource::none: return "none";
  case EvidenceSource::probe: return "probe";
  case EvidenceSource::cache: return "cache";
  case EvidenceSource::crash: return "crash";
  }
  return "none";
}

std::string_view
to_string(Coverage coverage)
{
  switch (coverage) {
  case Coverage::some_tests: return "some_tests";
  case Coverage::some_packages: return "some_packages";
  case Coverage::everything: return "everything";
  }
  return "some_tests";
}

} // namespace leakgate
