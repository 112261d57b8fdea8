#pragma once

#include "gate/model/evidence.hpp"
#include "gate/model/finding.hpp"

#include <span>
#include <string>
#include <unordered_map>

namespace leakgate::rules {

/// A source file as people know it.
struct SourceFile
{
  std::string shown;     ///< as in Place::file
  std::string package;   ///< import path of its folder; empty when not known
  bool standard = false; ///< of the Go distribution
  bool test = false;     ///< `*_test.go`
};

/// Maps the paths that Go prints, in all their spellings (absolute, `-trimpath`,
/// several GOROOTs, module cache, vendor folder), to SourceFile. Each is looked at once.
class SourceNames
{
public:
  explicit SourceNames(const SourceRoots& roots) : m_roots(roots) {}

  /// The file that Go calls `printed`.
  [[nodiscard]] const SourceFile& file(Name printed);

  /// The file of a frame. A relative one, of a `//line` directive, lies in the folder of the
  /// frame's package.
  [[nodiscard]] const SourceFile& file(const Frame& frame);

  /// Gives each frame the file that people know. The last that happens to a stack: everything
  /// else goes by the paths that Go printed.
  void rename_files(std::span<Frame> frames);

  /// The place that a frame shows.
  [[nodiscard]] Place place(const Frame& frame);

  /// True when the frame belongs to the runtime or the standard library. Where the
  /// file is not known the symbol tells: its first path element has no dot and is
  /// not a main module's.
  [[nodiscard]] bool is_standard(const Frame& frame);

  /// canonical_function() of the frame, computed once per function and file.
  [[nodiscard]] Name canonical(const Frame& frame);

private:
  struct PairHash
  {
    std::size_t
    operator()(const std::pair<Name, Name>& pair) const noexcept
    {
      return pair.first.hash() * 31 + pair.second.hash();
    }
  };

  SourceFile describe(std::string_view printed) const;
  [[nodiscard]] std::string beside_package(const Frame& frame) const;

  const SourceRoots& m_roots;
  std::unordered_map<Name, SourceFile> m_files;
  std::unordered_map<std::pair<Name, Name>, Name, PairHash> m_canonical;
  std::unordered_map<std::pair<Name, Name>, Name, PairHash> m_directives; // whole paths
};

} // namespace leakgate::rules
