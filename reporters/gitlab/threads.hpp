#pragma once

#include "reporters/delivery/change_diff.hpp"
#include "reporters/delivery/marker.hpp"
#include "reporters/gitlab/answers.hpp"
#include "reporters/gitlab/api.hpp"

#include <string>
#include <vector>

namespace leakgate::gitlab {

/// A thread on a line that a job of ours opened, with what its marker says.
struct OwnThread
{
  Thread thread;
  Marker marker;
};

/// The threads of one merge request.
class Threads
{
public:
  Threads(const GitlabContext& context, ApiClient& api);

  /// Those of our account, of whatever job, in the order in which they were opened.
  [[nodiscard]] tl::expected<std::vector<OwnThread>, ApiError> read_own();

  /// Opens one at `mark`.
  [[nodiscard]] tl::expected<void, ApiError> open(const std::string& body, const Version& version,
                                                  const Mark& mark);

  /// Writes another text into it.
  [[nodiscard]] tl::expected<void, ApiError> edit(const Thread& thread, const std::string& body);

  /// Marks it as done, or as not done.
  [[nodiscard]] tl::expected<void, ApiError> resolve(const Thread& thread, bool resolved);

  /// Waits before something is tried again; false when the limits do not allow it.
  [[nodiscard]] bool wait_before_retry(int attempt);

private:
  [[nodiscard]] tl::expected<void, ApiError> write(std::string_view method, const std::string& path,
                                                   const std::string& json);

  ApiClient& m_api;
  std::string m_path;
  std::uint64_t m_account = 0; ///< asked for when there is something that could be ours
};

} // namespace leakgate::gitlab
