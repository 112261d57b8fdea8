#pragma once

#include "gate/model/suite_run.hpp"
#include "reporters/json/finding_fields.hpp"

/// The fields of the ordinary test results in the JSON result: see result_fields.hpp.
namespace leakgate::result_fields {

template <typename V, Of<TestCase> T>
void
fields(V& visit, T& test)
{
  visit("name", test.name);
  visit("outcome", test.outcome);
  visit("elapsed_seconds", test.elapsed);
  visit("output", test.output);
  visit.added("started_seconds", test.started);
  visit.added("ended_seconds", test.ended);
}

template <typename V, Of<Failure> T>
void
fields(V& visit, T& failure)
{
  visit("test", failure.test);
  visit("message", failure.message);
  visit("file", failure.file);
  visit("line", failure.line);
}

template <typename V, Of<PackageRun> T>
void
fields(V& visit, T& package)
{
  visit("import_path", package.import_path);
  visit("end", package.end);
  visit("cached", package.cached);
  visit("elapsed_seconds", package.elapsed);
  visit("tests", package.tests);
  visit("output", package.output);
  visit("snapshot_ids", package.snapshot_ids);
  visit.added("failures", package.failures);
}

template <typename V, Of<TestRun> T>
void
fields(V& visit, T& run)
{
  visit("packages", run.packages);
}

} // namespace leakgate::result_fields
