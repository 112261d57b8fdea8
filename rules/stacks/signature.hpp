#pragma once

#include "gate/base/name.hpp"
#include "gate/model/goroutine.hpp"
#include "rules/names/source_names.hpp"

#include <compare>
#include <string>
#include <vector>

namespace leakgate::rules {

/// A place at which a goroutine waits, across edits, runs and Go releases: how it waits, who
/// started it, and its stack as functions. No lines, numbers of closures, ids, labels or
/// addresses; of the standard library only what the user's code calls, since the
/// functions below that change from release to release. It is an observation; what the
/// goroutine is says Identity.
struct Signature
{
  std::string wait;         ///< to_string(Wait), or Go's words when the wait is not known
  Name creator;             ///< canonical
  std::vector<Name> frames; ///< canonical, leaf first

  friend bool operator==(const Signature&, const Signature&) = default;
};

/// An order by content.
[[nodiscard]] std::strong_ordering compare(const Signature& a, const Signature& b);

/// The place of a goroutine whose refined wait is `wait`.
[[nodiscard]] Signature signature_of(const Goroutine& goroutine, Wait wait, SourceNames& sources);

/// What tells apart, within one run, leaks with the same Signature: where the `go`
/// statement stands, and the numbers of the closures where these mean something.
struct Variant
{
  Name file;
  int line = 0;
  std::vector<Name> functions;

  friend bool operator==(const Variant&, const Variant&) = default;
};

/// An order by content.
[[nodiscard]] std::strong_ordering compare(const Variant& a, const Variant& b);

/// What tells it from others with that identity.
[[nodiscard]] Variant variant_of(const Goroutine& goroutine, Wait wait, SourceNames& sources);

/// The form of fingerprints up to version 1, by which older baselines and results know a
/// leak: `v1:` and the first 32 hex digits of the SHA-256 over the named fields of the
/// signature. `ordinal` counts the variants of one signature in a package from 0 on,
/// in the order of their lines.
[[nodiscard]] std::string fingerprint(const std::string& rule, const std::string& package,
                                      const Signature& signature, std::size_t ordinal);

} // namespace leakgate::rules
