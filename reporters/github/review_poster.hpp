#pragma once

#include "reporters/delivery/api_client.hpp"
#include "reporters/delivery/review_plan.hpp"

#include <cstddef>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace leakgate::github {

/// Posts review comments: those on lines in one review, and one by one where GitHub refuses that
/// for a line that it does not count to the diff; a refused line becomes a comment on its file.
/// docs.github.com "Create a review for a pull request", "Create a review comment for a pull
/// request".
class ReviewPoster
{
public:
  /// The marks of ours that stand there, read anew.
  using Look = std::function<tl::expected<std::vector<StandingMark>, ApiError>()>;

  /// `pull` is the path of the pull request, `/repos/o/r/pulls/7`. Of the lines that are refused at
  /// most `most_files` become comments on files, those without a line included.
  ReviewPoster(ApiClient& api, std::string pull, const CiRun& run, Look look,
               std::size_t most_files);

  /// Until all are posted or refused, or something goes wrong that would go wrong again.
  void post(const std::vector<NewMark>& marks);

  /// Fingerprints of those that stand there now.
  [[nodiscard]] const std::set<std::string>&
  posted() const
  {
    return m_posted;
  }

  /// What went wrong last, also when it was got over; no value: nothing.
  [[nodiscard]] const std::optional<ApiError>&
  error() const
  {
    return m_error;
  }

private:
  using Marks = std::vector<const NewMark*>;

  void post_review(Marks marks);
  void post_alone(const NewMark& mark);
  [[nodiscard]] bool send(const NewMark& mark, bool on_line);
  [[nodiscard]] bool found_again(int attempt);
  [[nodiscard]] std::string review_json(const Marks& marks) const;
  [[nodiscard]] std::string comment_json(const NewMark& mark, bool on_line) const;

  ApiClient& m_api;
  std::string m_pull;
  const CiRun& m_run;
  Look m_look;
  std::size_t m_files_left;
  std::set<std::string> m_posted;
  std::optional<ApiError> m_error;
  bool m_stopped = false; ///< what went wrong would go wrong again
  int m_refused = 0;      ///< neither on their lines nor on their files
};

} // namespace leakgate::github
