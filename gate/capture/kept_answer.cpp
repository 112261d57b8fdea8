#include "gate/capture/kept_answer.hpp"

#include "gate/base/file.hpp"
#include "gate/base/number.hpp"
#include "gate/base/text.hpp"

#include <fmt/format.h>

#include <sys/stat.h>

#include <cstdint>
#include <ctime>
#include <utility>

namespace leakgate {

namespace {

constexpr std::string_view k_magic = "leakgate-kept 1\n";
constexpr std::uint64_t k_most_bytes = 1ULL << 20;
constexpr std::int64_t k_settled_seconds = 2;

// What is another where the file was changed or replaced.
struct FileState
{
  std::string text = "-"; ///< of one that is not there
  std::int64_t changed = 0;
};

FileState
state_of(const std::string& path)
{
  struct stat status = {};
  if (::stat(path.c_str(), &status) != 0) {
    return {};
  }
  return {fmt::format("{}.{}.{}.{}", status.st_mtim.tv_sec, status.st_mtim.tv_nsec, status.st_size,
                      status.st_ino),
          status.st_mtim.tv_sec};
}

// Takes a number and the text of so many bytes behind it.
std::optional<std::string_view>
take_part(std::string_view& text)
{
  const auto size = take_number<std::size_t>(text);
  if (!size || !text.starts_with('\n') || text.size() - 1 < *size) {
    return std::nullopt;
  }
  const std::string_view part = text.substr(1, *size);
  text.remove_prefix(1 + *size);
  return part;
}

// Lines `STATE PATH`.
bool
are_as_they_were(std::string_view files)
{
  for (const std::string_view line : text::split(files, '\n')) {
    const std::size_t space = line.find(' ');
    if (!line.empty() &&
        (space == std::string_view::npos ||
         state_of(std::string(line.substr(space + 1))).text != line.substr(0, space))) {
      return false;
    }
  }
  return true;
}

} // namespace

KeptAnswer::KeptAnswer(std::filesystem::path file, std::string key)
    : m_file(std::move(file)), m_key(std::move(key))
{
}

std::optional<std::string>
KeptAnswer::find() const
{
  const auto content = read_regular_file(m_file, k_most_bytes);
  if (!content || !content->starts_with(k_magic)) {
    return std::nullopt;
  }
  std::string_view rest = *content;
  rest.remove_prefix(k_magic.size());
  const auto key = take_part(rest);
  const auto files = key == m_key ? take_part(rest) : std::nullopt;
  const auto answer = files ? take_part(rest) : std::nullopt;
  if (!answer || rest != "\n" || !are_as_they_were(*files)) {
    return std::nullopt;
  }
  return std::string(*answer);
}

void
KeptAnswer::keep(const std::vector<std::filesystem::path>& files, std::string_view answer) const
{
  std::string states;
  for (const std::filesystem::path& file : files) {
    const FileState state = state_of(file.string());
    if (state.changed + k_settled_seconds > std::time(nullptr) ||
        file.string().find('\n') != std::string::npos) {
      return;
    }
    states += fmt::format("{} {}\n", state.text, file.string());
  }
  (void)replace_file(m_file, fmt::format("{}{}\n{}{}\n{}{}\n{}\n", k_magic, m_key.size(), m_key,
                                         states.size(), states, answer.size(), answer));
}

} // namespace leakgate
