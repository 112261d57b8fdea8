#include "gate/app/confirm/cache.hpp"

#include "gate/base/digest.hpp"
#include "gate/base/file.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <string_view>
#include <system_error>

namespace leakgate {

namespace {

constexpr std::string_view k_head = "leakgate-confirmation 2 ";
constexpr std::string_view k_cut_off = " cut-off"; // behind the run

// Everything that decides what a confirmation shows. Flags and environment stand behind
// the snapshots: with others `go test` would not have replayed them. Empty where a package has
// none: its name and its tests alone are those of other projects, too.
std::string
key(const TestRun& first, const ConfirmPlan& plan, int rounds, const std::string& probe)
{
  std::string parts = fmt::format("{}\n{}\n", rounds, probe);
  for (const PackageRun& package : first.packages) {
    if (const auto planned = plan.packages.find(package.import_path);
        planned != plan.packages.end()) {
      if (package.snapshot_ids.empty()) {
        return {};
      }
      parts += fmt::format("{} {} {}\n", package.import_path, fmt::join(package.snapshot_ids, " "),
                           fmt::join(planned->second, " "));
    }
  }
  return sha256_hex(parts);
}

} // namespace

ConfirmCache::ConfirmCache(const SnapshotStore& store, const TestRun& first,
                           const ConfirmPlan& plan, int rounds, const std::string& probe)
{
  if (const std::string name = key(first, plan, rounds, probe); !name.empty()) {
    m_file = store.folder() / (name + ".confirm");
  }
}

std::optional<KeptConfirmation>
ConfirmCache::find() const
{
  const auto content = m_file.empty() ? failure("no key") : read_regular_file(m_file);
  if (!content || !content->starts_with(k_head)) {
    return std::nullopt;
  }
  const std::string_view body = std::string_view(*content).substr(k_head.size());
  const std::size_t hash_end = body.find('\n');
  if (hash_end == std::string_view::npos ||
      sha256_hex(body.substr(hash_end + 1)) != body.substr(0, hash_end)) {
    return std::nullopt;
  }
  const std::string_view kept = body.substr(hash_end + 1);
  const std::size_t run_end = kept.find('\n');
  if (run_end == std::string_view::npos) {
    return std::nullopt;
  }
  std::error_code ignored;
  std::filesystem::last_write_time(m_file, std::filesystem::file_time_type::clock::now(), ignored);
  std::string_view run = kept.substr(0, run_end);
  const bool cut_off = run.ends_with(k_cut_off);
  run.remove_suffix(cut_off ? k_cut_off.size() : 0);
  return KeptConfirmation{std::string(run), std::string(kept.substr(run_end + 1)), cut_off};
}

void
ConfirmCache::keep(const KeptConfirmation& confirmation) const
{
  if (m_file.empty()) {
    return;
  }
  const std::string kept = fmt::format("{}{}\n{}", confirmation.run,
                                       confirmation.cut_off ? k_cut_off : "", confirmation.events);
  (void)write_file(m_file, fmt::format("{}{}\n{}", k_head, sha256_hex(kept), kept));
}

} // namespace leakgate
