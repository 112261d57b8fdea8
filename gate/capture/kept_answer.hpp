#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace leakgate {

/// An answer that was worked out from files, kept until one of these is another. It says nothing
/// that would not be worked out anew: where it is missing, damaged or cannot be written, that is
/// what happens.
class KeptAnswer
{
public:
  /// `file` is where it is kept; `key` is all else that it depends on.
  KeptAnswer(std::filesystem::path file, std::string key);

  /// The answer, if it was kept under this key and its files are as they were.
  [[nodiscard]] std::optional<std::string> find() const;

  /// Keeps it. A file that is not there is one, too. Nothing is kept where one was changed in the
  /// last seconds: it may change once more, and look the same.
  void keep(const std::vector<std::filesystem::path>& files, std::string_view answer) const;

private:
  std::filesystem::path m_file;
  std::string m_key;
};

} // namespace leakgate
