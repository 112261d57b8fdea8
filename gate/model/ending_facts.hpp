#pragma once

#include <string>

/// What source tells of how a goroutine is ended, and of what it does then.
namespace leakgate {

/// What ends, behind a line, what a call of that line gave.
struct EndingCode
{
  std::string call;      ///< `_ = c.Close()`; empty: declarations do not tell
  std::string keep;      ///< where the line keeps it by no name, what does: `x, err := hub.New(1)`
  std::string testing;   ///< what has a Cleanup there: `t`, `s.T()`; empty: nothing
  std::string function;  ///< that the line is in, as declared
  std::string file = {}; ///< of a query `close`: where it is made; absolute
  int line = 0;
  bool handed_on = false; ///< of a query `close`: that function returns it
  int parameter = 0;      ///< of a query `close`, without a call: it is that parameter, from 1 on
  int called = 0;         ///< of a query `end`: where that function makes the call already
  int before = 0;         ///< of a query `end`: the `go` statement in front of which the code goes
  bool goroutine = false; ///< it stands in a goroutine for which its function does not wait

  friend bool operator==(const EndingCode&, const EndingCode&) = default;
};

/// The context that a call is given.
struct ContextCode
{
  enum class Kind {
    unknown,
    root,   ///< context.Background() or TODO(): nobody can cancel it
    handed, ///< a parameter of the function around the call
    kept,   ///< of a context.WithCancel whose cancel nobody calls
  };
  Kind kind = Kind::unknown;
  std::string text;    ///< of a root the call, of a kept one the name of its cancel
  int line = 0;        ///< where that stands
  std::string testing; ///< as EndingCode::testing

  friend bool operator==(const ContextCode&, const ContextCode&) = default;
};

/// What becomes of a goroutine whose blocked call fails, as it does when what it waits at is
/// closed.
struct FailureCode
{
  enum class Kind {
    unknown,
    leaves,  ///< the function is left
    reports, ///< it is left, and the test fails by it
    stays,   ///< a loop comes back to the call: closing makes it spin
    panics,  ///< it sends on a channel that the test closes
    stuck,   ///< it sends on a channel without room, from which only the test itself receives
  };
  Kind kind = Kind::unknown;
  /// Where it stays: of the check that goes on, else of the call. Of a send where that is.
  int line = 0;
  bool checked = false; ///< there is such a check

  friend bool operator==(const FailureCode&, const FailureCode&) = default;
};

} // namespace leakgate
