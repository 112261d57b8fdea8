#include "gate/base/gzip.hpp"
#include "gate/base/text.hpp"
#include "reporters/stacks/leaked_stacks.hpp"
#include "reporters/stacks/reports.hpp"
#include "reporters/text/terminal.hpp"

#include <fmt/format.h>
#include <gate/model/profile.pb.h>

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

namespace leakgate {

namespace {

// pprof prints all labels of a sample on one line.
constexpr std::size_t k_most_tests = 50;

// The tables of a profile while it grows: each string, function and line once.
class ProfileBuilder
{
public:
  ProfileBuilder()
  {
    string(""); // the format wants it first
    m_profile.add_sample_type();
    for (profile_proto::ValueType* type :
         {m_profile.mutable_sample_type(0), m_profile.mutable_period_type()}) {
      type->set_type(string("goroutine"));
      type->set_unit(string("count"));
    }
    m_profile.set_period(1);
    // Without one pprof makes its own, and then looks for a binary to name functions with.
    profile_proto::Mapping& mapping = *m_profile.add_mapping();
    mapping.set_id(k_mapping);
    mapping.set_has_functions(true);
    mapping.set_has_filenames(true);
    mapping.set_has_line_numbers(true);
  }

  void
  add_comment(const std::string& text)
  {
    m_profile.add_comment(string(text));
  }

  void
  add_sample(const Finding& finding, const LeakedStack& stack)
  {
    profile_proto::Sample& sample = *m_profile.add_sample();
    sample.add_value(stack.count);
    for (const Frame& frame : stack.frames) {
      sample.add_location_id(location(frame));
    }
    const std::size_t shown = std::min(stack.tests.size(), k_most_tests);
    for (std::size_t i = 0; i < shown; ++i) {
      add_label(sample, "test", stack.tests[i]);
    }
    if (shown < stack.tests.size()) {
      add_label(sample, "test", fmt::format("(and {} more)", stack.tests.size() - shown));
    }
    add_label(sample, "package", finding.package);
    add_label(sample, "rule", finding.rule);
    add_label(sample, "tier", to_string(finding.tier));
    add_label(sample, "state", finding.state);
    add_label(sample, "fingerprint", finding.fingerprint);
  }

  [[nodiscard]] std::string
  bytes() const
  {
    return m_profile.SerializeAsString();
  }

private:
  static constexpr std::uint64_t k_mapping = 1;

  // pprof prints names as they are.
  std::int64_t
  string(std::string_view text)
  {
    std::string clean = terminal::one_line(text);
    const auto [entry, added] = m_strings.try_emplace(clean, m_profile.string_table_size());
    if (added) {
      m_profile.add_string_table(std::move(clean));
    }
    return entry->second;
  }

  std::uint64_t
  function(std::int64_t name, std::int64_t file)
  {
    const auto [entry, added] = m_functions.try_emplace({name, file}, m_functions.size() + 1);
    if (added) {
      profile_proto::Function& function = *m_profile.add_function();
      function.set_id(entry->second);
      function.set_name(name);
      function.set_filename(file);
    }
    return entry->second;
  }

  std::uint64_t
  location(const Frame& frame)
  {
    const std::int64_t name = string(frame.function.empty() ? "(unknown)" : frame.function.view());
    const std::uint64_t called = function(name, string(frame.file.view()));
    const int line = std::max(frame.line, 0);
    const auto [entry, added] = m_locations.try_emplace({called, line}, m_locations.size() + 1);
    if (added) {
      profile_proto::Location& location = *m_profile.add_location();
      location.set_id(entry->second);
      location.set_mapping_id(k_mapping);
      location.add_line()->set_function_id(called);
      location.mutable_line(0)->set_line(line);
    }
    return entry->second;
  }

  void
  add_label(profile_proto::Sample& sample, std::string_view key, std::string_view value)
  {
    if (const std::int64_t index = string(value); index != 0) {
      profile_proto::Label& label = *sample.add_label();
      label.set_key(string(key));
      label.set_str(index);
    }
  }

  profile_proto::Profile m_profile;
  std::map<std::string, std::int64_t> m_strings;
  std::map<std::pair<std::int64_t, std::int64_t>, std::uint64_t> m_functions;
  std::map<std::pair<std::uint64_t, int>, std::uint64_t> m_locations;
};

void
add_comments(const Verdict& verdict, ProfileBuilder& profile)
{
  const Ledger& ledger = verdict.ledger;
  profile.add_comment(fmt::format("leakgate: {}", to_string(verdict.outcome)));
  if (ledger.allowed > 0 || ledger.baseline > 0 || ledger.below_threshold > 0) {
    profile.add_comment(fmt::format(
        "let pass, not in this profile: {} allowed, {} of the baseline, {} below the threshold",
        ledger.allowed, ledger.baseline, ledger.below_threshold));
  }
  const auto others = std::ranges::count_if(verdict.findings, [](const Finding& finding) {
    return finding.disposition == Disposition::reported && finding.kind != FindingKind::goroutine;
  });
  if (others > 0) {
    profile.add_comment(fmt::format("not in this profile: {} that no stack leads to",
                                    text::counted(others, "finding")));
  }
}

} // namespace

std::string
render_pprof(const Verdict& verdict, const ReportContext&)
{
  ProfileBuilder profile;
  add_comments(verdict, profile);
  for (const Finding& finding : verdict.findings) {
    for (const LeakedStack& stack : leaked_stacks(finding)) {
      profile.add_sample(finding, stack);
    }
  }
  return gzip(profile.bytes());
}

} // namespace leakgate
