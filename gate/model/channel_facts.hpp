#pragma once

#include <string>
#include <vector>

namespace leakgate {

enum class ChannelKind {
  unknown, ///< its declaration is elsewhere
  plain,
  context, ///< a context's Done()
  ticker,
  tick, ///< of time.Tick
  timer,
  after, ///< of time.After
};

/// Whether a channel can hold a value that nobody has taken yet.
enum class Room { unknown, none, some };

/// What a function waits for before it returns.
struct Awaited
{
  std::string what; ///< `<-s.done`, `s.group.Wait()`
  int line = 0;
  std::vector<std::string> by; ///< functions that let it go on, and what calls or starts these

  friend bool operator==(const Awaited&, const Awaited&) = default;
};

/// A function or method by whose call something is closed or cancelled.
struct Owner
{
  std::string function; ///< as declared: `(*Cache).Close`; of an interface `Cache.Close`
  std::string file;     ///< absolute; where it is declared
  int line = 0;
  std::vector<std::string> makers; ///< functions of its package that return the type of the method
  std::vector<std::string> creators; ///< those that make a value of that type
  std::vector<Awaited> waits = {};

  friend bool operator==(const Owner&, const Owner&) = default;
};

/// A call of `close`, of the Close of a connection or listener, or of what cancels a context.
struct ClosingCall
{
  std::string function; ///< as declared: `(*Hub).Close`
  std::string file;     ///< absolute
  int line = 0;
  bool deferred = false;
  bool test = false;              ///< stands in a file of tests
  bool goroutine = false;         ///< in a function, or a closure, that a `go` statement runs
  bool returned = false;          ///< in a closure that the function returns
  std::vector<Owner> owners = {}; ///< the function itself, then what calls it, nearest first

  friend bool operator==(const ClosingCall&, const ClosingCall&) = default;
};

/// The goroutine that alone sends on a channel which nothing closes, so that a close at its end is
/// in place.
struct Feeder
{
  std::string expression; ///< the channel, as the goroutine names it; empty: there is no such one
  std::string function;   ///< that the `go` statement names; empty: a closure behind it
  std::string file;       ///< absolute; where the function or the closure begins
  int line = 0;

  friend bool operator==(const Feeder&, const Feeder&) = default;
};

/// The channel that a test made for the goroutine, on which nobody sends.
struct OwnChannel
{
  std::string expression; ///< the test's name for it; empty: there is none
  std::string testing;    ///< `t`
  std::string file;       ///< absolute; where the test makes it
  int line = 0;

  friend bool operator==(const OwnChannel&, const OwnChannel&) = default;
};

/// What declarations tell of a channel.
struct ChannelFacts
{
  std::string expression; ///< `h.quit`
  ChannelKind kind = ChannelKind::unknown;
  std::string element; ///< `struct{}`; empty: not known
  Room room = Room::unknown;
  /// Of a send of an empty struct: the same function, or a closure in it, receives from the channel
  /// afterwards; or another part of the package does.
  bool received_here = false;
  bool received_elsewhere = false;
  bool made_once = false;     ///< of time.After: called before the loops around the place
  std::string made_file = {}; ///< absolute; where it is made, if that is one place alone
  int made_line = 0;
  std::string field = {}; ///< the type and field that keep it: `Hub.quit`
  /// Of one in a field: the goroutine that waits makes it itself, so that before there is none.
  bool made_inside = false;
  bool never_closed = false; ///< nothing in the package closes it
  Feeder feeder = {};
  OwnChannel own = {};
  /// Of one in a field that nothing closes: the sends of other goroutines, which a close would make
  /// panic.
  std::vector<ClosingCall> sent_by = {};
  /// Of a case that leaves a loop whatever comes: where the package sends on it. Of a receive that
  /// drops the value: where a function does that somebody can call.
  std::vector<ClosingCall> sent = {};
  /// Of a receive: other sends, of tests and goroutines. Of a send: receives of tests.
  std::vector<ClosingCall> given = {};
  std::vector<ClosingCall> senders = {}; ///< goroutines of tests that send on it
  std::vector<ClosingCall> closed; ///< where the package closes it; of a call what it is called on
  std::vector<ClosingCall> cancelled; ///< of a context: where the package cancels it
  bool handed = false;                ///< of a context: a parameter of the function around
  bool notified = false;              ///< signal.Notify sends on it
  std::string nil_from = {};          ///< the function that gives it as nil, as declared
  /// Where it is taken out of the map that keeps it, by a function that closes nothing of that; the
  /// owners are all that come to the function.
  std::vector<ClosingCall> forgotten = {};

  friend bool operator==(const ChannelFacts&, const ChannelFacts&) = default;
};

} // namespace leakgate
