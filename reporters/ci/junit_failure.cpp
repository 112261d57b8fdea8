#include "reporters/ci/junit_failure.hpp"

#include "gate/base/number.hpp"
#include "gate/base/text.hpp"

#include <filesystem>
#include <optional>

namespace leakgate::junit {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t k_most_lines = 2000;

// `p_test.go`, 12 and what stands behind, of `    p_test.go:12: expected 5`.
struct Mention
{
  std::string_view file;
  int line = 0;
  std::string_view rest;
};

std::optional<Mention>
mention_in(std::string_view line)
{
  constexpr std::string_view k_suffix = ".go:";
  for (std::size_t at = line.find(k_suffix); at != std::string_view::npos;
       at = line.find(k_suffix, at + 1)) {
    const std::size_t number = at + k_suffix.size();
    Mention mention;
    mention.rest = line.substr(number);
    mention.line = take_number<int>(mention.rest).value_or(0);
    if (mention.line < 1) {
      continue;
    }
    const std::size_t before = line.find_last_of(" \t\"'(", at);
    const std::size_t start = before == std::string_view::npos ? 0 : before + 1;
    mention.file = line.substr(start, number - 1 - start);
    return mention;
  }
  return std::nullopt;
}

// The folder of a package of the main modules; the longest match wins.
std::optional<fs::path>
folder_of(std::string_view import_path, const SourceRoots& roots)
{
  const SourceRoots::Module* best = nullptr;
  for (const SourceRoots::Module& module : roots.modules) {
    const bool inside =
        import_path.starts_with(module.path) &&
        (import_path.size() == module.path.size() || import_path[module.path.size()] == '/');
    if (inside && (best == nullptr || module.path.size() > best->path.size())) {
      best = &module;
    }
  }
  if (best == nullptr) {
    return std::nullopt;
  }
  return fs::path(best->dir) / fs::path(import_path.substr(best->path.size())).relative_path();
}

// Only names are computed: no file is looked at.
std::string
in_repository(std::string_view file, std::string_view import_path, const SourceRoots& roots)
{
  if (roots.modules.empty()) {
    return {};
  }
  fs::path path(file);
  const std::size_t slash = file.rfind('/');
  if (path.is_relative()) {
    // -trimpath prints import paths.
    const bool trimmed = slash != std::string_view::npos && !file.starts_with('.');
    const auto of_file = trimmed ? folder_of(file.substr(0, slash), roots) : std::nullopt;
    const auto folder = of_file ? of_file : folder_of(import_path, roots);
    if (!folder) {
      return {};
    }
    path = *folder / (of_file ? path.filename() : path);
  }
  const fs::path root = roots.repository.empty() ? roots.modules.front().dir : roots.repository;
  const std::string shown = path.lexically_normal().lexically_relative(root).generic_string();
  return shown.starts_with("..") ? std::string() : shown;
}

bool
says_something(std::string_view line)
{
  return !line.empty() && !line.starts_with("--- ") && !line.starts_with("=== ");
}

// What testify prints behind `Error:`; the place before it has no words of its own.
std::string_view
behind_error_label(std::string_view line)
{
  constexpr std::string_view k_label = "Error:";
  return line.starts_with(k_label) ? text::trim(line.substr(k_label.size())) : std::string_view{};
}

} // namespace

Failure
failure_of(std::string_view output, std::string_view import_path, const SourceRoots& roots)
{
  Failure failure;
  std::string_view first;
  std::string_view labelled;
  std::size_t lines = 0;
  while (!output.empty() && lines++ < k_most_lines) {
    const std::size_t newline = std::min(output.find('\n'), output.size());
    const std::string_view line = text::trim(output.substr(0, newline));
    output.remove_prefix(std::min(newline + 1, output.size()));
    if (!says_something(line)) {
      continue;
    }
    labelled = labelled.empty() ? behind_error_label(line) : labelled;
    const auto mention = mention_in(line);
    const bool at_start = mention && mention->file.data() == line.data();
    if (first.empty()) {
      first =
          at_start && mention->rest.starts_with(':') ? text::trim(mention->rest.substr(1)) : line;
    }
    if (mention && failure.file.empty()) {
      failure.file = in_repository(mention->file, import_path, roots);
      failure.line = failure.file.empty() ? 0 : mention->line;
    }
  }
  failure.message = labelled.empty() || !first.starts_with("Error Trace:") ? first : labelled;
  return failure;
}

} // namespace leakgate::junit
