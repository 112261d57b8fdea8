#pragma once

#include <string>
#include <vector>

namespace leakgate {

/// Maps the paths that Go prints to the names people know.
struct SourceRoots
{
  struct Module
  {
    std::string path; ///< `example.com/app`
    std::string dir;  ///< absolute, without a trailing slash
    friend bool operator==(const Module&, const Module&) = default;
  };
  std::vector<Module> modules;      ///< the main module, or all of go.work; the first is the root
  std::vector<std::string> goroots; ///< more than one when a symlink stands before it
  std::string mod_cache;
  /// The folder that holds `.git`, absolute; empty: there is none. What CI systems name files
  /// from.
  std::string repository;
  /// The folder from which files of the modules are named, absolute: where the command was run,
  /// if it is about several modules or one of another folder. Empty: that of the first module.
  std::string base = {};

  friend bool operator==(const SourceRoots&, const SourceRoots&) = default;
};

} // namespace leakgate
