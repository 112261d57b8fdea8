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

} // namespace leakgate
