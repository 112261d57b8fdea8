#pragma once

#include <chrono>
#include <csignal>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace leakgate::e2e {

/// A program with its surroundings. The end-to-end tests start programs with their own
/// few lines and not with the product's, so that a defect there cannot hide itself.
struct Start
{
  std::vector<std::string> argv;
  std::filesystem::path directory;
  std::map<std::string, std::string> environment; ///< on top of ours; empty value: removed
  std::chrono::seconds limit{300};                ///< then the whole process group is killed
  /// When set: `signal` is sent to the child as soon as this file exists.
  std::filesystem::path interrupt_when;
  int signal = SIGINT;
};

struct Ended
{
  int code = 0; ///< exit code, 128 + signal when killed
  bool timed_out = false;
  std::string out;
  std::string err;
};

/// Runs a program to its end. Throws std::runtime_error when it cannot be started.
[[nodiscard]] Ended run(const Start& start);

/// The whole file; throws std::runtime_error when it cannot be read.
[[nodiscard]] std::string slurp(const std::filesystem::path& path);

/// Makes the file and the folders above it.
void write_text(const std::filesystem::path& path, const std::string& text);

/// A new folder below $TMPDIR, removed at the end of the scope unless the test failed.
class Scratch
{
public:
  explicit Scratch(const std::string& name);
  ~Scratch();
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;

  [[nodiscard]] const std::filesystem::path&
  path() const
  {
    return m_path;
  }
  void
  keep()
  {
    m_keep = true;
  }

private:
  std::filesystem::path m_root;
  std::filesystem::path m_path;
  bool m_keep = false;
};

} // namespace leakgate::e2e
