#pragma once

#include "gate/app/deliver/deliverer.hpp"
#include "gate/app/deliver/plan.hpp"
#include "gate/app/line/terminal.hpp"
#include "reporters/reporter.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace leakgate {

/// Makes the reports of a plan, one after the other.
class ReportRunner
{
public:
  /// All of them must outlive it. With `quiet` only failures are said.
  ReportRunner(const Verdict& verdict, const ReportContext& context, const Terminal& terminal,
               Deliverer& deliverer, bool quiet);

  void run(const ReportPlan& plan);

  /// A report could not be written.
  [[nodiscard]] bool
  missing() const
  {
    return m_missing;
  }
  /// A server did not take a report; what it says is elsewhere.
  [[nodiscard]] bool
  undelivered() const
  {
    return m_undelivered;
  }

private:
  void write(const Reporter& reporter, const ReportStep& step);
  void post(const std::string& name, const ReportPlan& plan);
  std::string fall_back(std::string_view name, const ReportPlan& plan);
  [[nodiscard]] Verdict without_marked() const;

  const Verdict& m_verdict;
  const ReportContext& m_context;
  const Terminal& m_terminal;
  Deliverer& m_deliverer;
  bool m_quiet;
  bool m_missing = false;
  bool m_undelivered = false;
  std::vector<std::string> m_marked;
  std::vector<std::string> m_instead; ///< reports that were made in the place of others
};

} // namespace leakgate
