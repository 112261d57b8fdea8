#pragma once

#include "gate/model/evidence.hpp"
#include "gate/model/source_line.hpp"
#include "rules/names/source_names.hpp"
#include "rules/population/population.hpp"
#include "rules/stacks/identity.hpp"

#include <string_view>
#include <vector>

namespace leakgate::rules {

/// Names the test of what the callback of a timer left and nothing shows the test of: the one
/// that brought it back when it ran alone in a process of its own. Of several tests each gets as
/// many as it brought back; a single one gets all.
void name_brought_back(std::vector<Suspect>& suspects, const Confirmation& confirmation,
                       std::string_view import_path, SourceNames& sources,
                       const SourceLine& source_line);

} // namespace leakgate::rules
