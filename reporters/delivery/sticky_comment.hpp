#pragma once

#include "gate/model/verdict.hpp"
#include "reporters/delivery/api_client.hpp"
#include "reporters/delivery/delivery.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace leakgate {

/// A comment as a server lists it.
struct PostedComment
{
  std::uint64_t id = 0; ///< the older has the smaller
  std::string body;
  bool ours = true; ///< written by the account of our token
};

/// The comments of one pull request or merge request on a server.
struct CommentStore
{
  std::string noun; ///< `comment`, `note`: for messages
  std::size_t limit_bytes = 0;
  std::function<tl::expected<std::vector<PostedComment>, ApiError>()> list;
  /// The id of the new one.
  std::function<tl::expected<std::uint64_t, ApiError>(const std::string& body)> create;
  std::function<tl::expected<void, ApiError>(std::uint64_t id, const std::string& body)> update;
  std::function<tl::expected<void, ApiError>(std::uint64_t id)> remove;
  std::function<bool(int attempt)> wait_before_retry;
  /// The commit that the change is at now, asked before one is created: a clean newer run leaves
  /// nothing behind that would tell an older one. Empty: not known; may be null.
  std::function<std::string()> head = {};
};

/// Keeps one comment per key up to date: updated in place, created only when there is something to
/// say (findings that are reported, or no verdict), turned into "all clear" when the leaks are
/// gone, left alone when its body would not change or a newer run wrote it. One that is gone, or
/// that the token may not change, is followed by another. Two runs at once: after each write the
/// list is read again; the oldest of ours stays and gets the text of the newer run, which removes
/// the others; the older one takes back only its own. A create whose answer was lost is looked for
/// before it is repeated.
[[nodiscard]] Delivery keep_comment(const Verdict& verdict, const ReportContext& context,
                                    const CiRun& run, const CommentStore& store);

} // namespace leakgate
