#pragma once

#include "gate/model/source_line.hpp"
#include "gate/model/suite_run.hpp"
#include "rules/names/source_names.hpp"

namespace leakgate::rules {

/// Fills PackageRun::failures: what each test that failed or did not end says first, and where,
/// then the package, where it crashed, timed out or did not build. A file is only named where
/// `source_line` has that line of it: reports send people there.
void tell_failures(TestRun& run, SourceNames& sources, const SourceLine& source_line);

} // namespace leakgate::rules
