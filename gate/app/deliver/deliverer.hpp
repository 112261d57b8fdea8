#pragma once

#include "gate/app/deliver/plan.hpp"
#include "gate/app/deliver/tokens.hpp"
#include "gate/model/verdict.hpp"
#include "reporters/delivery/delivery.hpp"

#include <memory>
#include <string>

namespace leakgate {

/// Delivers the reports of Target::server. One for a run: what is known of the CI system is
/// read once, and all calls to a server share one connection and one limit of time.
class Deliverer
{
public:
  Deliverer(DeliveryTokens tokens, const DeliveryOptions& options);
  Deliverer(const Deliverer&) = delete;
  Deliverer& operator=(const Deliverer&) = delete;
  ~Deliverer();

  /// `name` is that of a report of Target::server, but not `github` or `gitlab`; of a webhook with
  /// its chat, `webhook=slack`.
  [[nodiscard]] Delivery deliver(const std::string& name, const Verdict& verdict,
                                 const ReportContext& context);

  /// Reads what the token is for, the pull or merge request or else the repository, and posts
  /// nothing: `delivered` when it can be read, `not_here` where there is no token or nothing to
  /// read.
  [[nodiscard]] Delivery try_token();

  /// ReportContext::line_url of this run: on GitHub, GitLab, or a server like Gitea; empty where
  /// the commit is not known.
  [[nodiscard]] std::string line_url() const;

  /// What the environment says of this run.
  [[nodiscard]] CiFacts facts() const;

private:
  struct State;
  std::unique_ptr<State> m_state;
};

} // namespace leakgate
