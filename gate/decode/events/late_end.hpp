#pragma once

#include "gate/decode/events/suite_event.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace leakgate {

/// What happens in one test process after it has said that it ends with `code` and that
/// only the gate keeps it, which waits for goroutines. Without the gate nothing of that
/// would happen: what the process prints is taken out of the stream, and if it dies of
/// something else, the go command's words about that are made those of `code`.
///
/// Anybody can print the words of a marker. One with the id of another run is `believed`
/// only where go test replays an output, which is known at the end: until then what
/// comes is kept, and given back.
class LateEnd
{
public:
  struct Piece
  {
    TestEvent event;
    std::string raw; ///< the line of the stream
  };

  LateEnd(std::string import_path, int code, bool believed)
      : m_import_path(std::move(import_path)), m_code(code), m_believed(believed)
  {
  }

  [[nodiscard]] bool
  believed() const
  {
    return m_believed;
  }

  /// False for output of the process, which is kept here. Lines of the go command pass,
  /// mended where the process died.
  [[nodiscard]] bool lets_through(Piece& piece);

  /// Mends the final event of the package.
  void mend_action(TestEvent& event, std::string& raw);

  [[nodiscard]] std::vector<Piece>
  give_back()
  {
    m_output.clear();
    return std::move(m_kept);
  }

  [[nodiscard]] const std::string&
  output() const
  {
    return m_output;
  }
  /// With what the process died, as PackageRun::late_status has it; empty when it did not.
  [[nodiscard]] std::string status() const;

private:
  [[nodiscard]] bool died() const;
  void keep(Piece piece);

  std::string m_import_path;
  int m_code = 0;
  bool m_believed = false;
  bool m_failed = false; ///< the go command says FAIL where it would have said ok
  std::string m_output;
  std::string m_status; ///< the go command's line about how the process ended
  std::vector<Piece> m_kept;
};

} // namespace leakgate
