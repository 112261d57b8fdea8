#include "gate/decode/profile.hpp"

#include "gate/base/gzip.hpp"
#include "gate/base/hash.hpp"
#include "gate/base/saturate.hpp"
#include "gate/base/text.hpp"

#include <fmt/format.h>
#include <gate/model/profile.pb.h>
#include <google/protobuf/arena.h>
#include <google/protobuf/io/coded_stream.h>

#include <algorithm>
#include <limits>
#include <optional>
#include <unordered_map>

namespace leakgate {

namespace {

namespace proto = profile_proto;

// Real profiles stay far below: 100,000 goroutines with 500 labels are 1 MiB.
constexpr std::size_t k_max_bytes = std::size_t{64} << 20; ///< unpacked
constexpr std::size_t k_max_messages = 4'000'000;
constexpr std::size_t k_max_stack = 4096;
constexpr std::size_t k_max_frames = 16'000'000; ///< in all stacks together
constexpr int k_max_labels = 1024;
constexpr int k_max_sample_types = 64;                           ///< Go has at most four
constexpr std::size_t k_max_label_bytes = k_max_bytes;           ///< in all samples together
constexpr std::int64_t k_max_goroutines = std::int64_t{1} << 40; ///< in all samples together

// Counts the parts of a message that each cost an object once they are parsed, down to
// the lines and labels, so that a small file cannot ask for much memory. Nothing when
// the bytes are no message; counting stops behind k_max_messages.
std::optional<std::size_t>
count_messages(google::protobuf::io::CodedInputStream& stream, bool nested)
{
  enum WireType { varint = 0, fixed64 = 1, length_delimited = 2, fixed32 = 5 };
  std::size_t count = 0;
  while (const std::uint32_t tag = stream.ReadTag()) {
    std::uint64_t number = 0;
    const int type = static_cast<int>(tag & 7), field = static_cast<int>(tag >> 3);
    if (type == length_delimited) {
      if (!stream.ReadVarint64(&number) || number > k_max_bytes) {
        return std::nullopt;
      }
      const int size = static_cast<int>(number);
      ++count;
      if (nested || (field != proto::Profile::kSampleFieldNumber &&
                     field != proto::Profile::kLocationFieldNumber)) {
        if (!stream.Skip(size)) {
          return std::nullopt;
        }
      } else {
        const auto limit = stream.PushLimit(size);
        const auto inner = count_messages(stream, true);
        if (inner && *inner > k_max_messages) {
          return inner;
        }
        if (!inner || stream.BytesUntilLimit() != 0) {
          return std::nullopt;
        }
        stream.PopLimit(limit);
        count += *inner;
      }
    } else if (!(type == varint && stream.ReadVarint64(&number)) &&
               !(type == fixed64 && stream.Skip(8)) && !(type == fixed32 && stream.Skip(4))) {
      return std::nullopt; // also a group: the format has none
    }
    if (count > k_max_messages) {
      return count;
    }
  }
  return stream.ConsumedEntireMessage() ? std::optional(count) : std::nullopt;
}

// How functions are called: as the profile has them, or as the text forms print them.
enum class Names { full, printed };

// A profile whose indices and ids have been resolved and checked.
class Profile
{
public:
  Profile(std::string_view where, Names names) : m_where(where), m_names(names) {}

  Result<void>
  parse(std::string_view data)
  {
    std::string unpacked;
    if (is_gzip(data)) {
      auto result = gunzip(data, k_max_bytes);
      if (!result) {
        return error("cannot be unpacked, got {}", result.error());
      }
      unpacked = std::move(*result);
      data = unpacked;
    }
    if (data.size() > k_max_bytes) {
      return error("a profile has at most {} bytes, got {}", k_max_bytes, data.size());
    }
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(data.data());
    google::protobuf::io::CodedInputStream stream(bytes, static_cast<int>(data.size()));
    const auto messages = data.empty() ? std::nullopt : count_messages(stream, false);
    if (!messages) {
      return error("is no profile.proto, got {}", text::quoted(data, 20));
    }
    if (*messages > k_max_messages) {
      return error("a profile has at most {} entries, got more", k_max_messages);
    }
    m_message = google::protobuf::Arena::CreateMessage<proto::Profile>(&m_arena);
    if (!m_message->ParseFromArray(data.data(), static_cast<int>(data.size()))) {
      return error("is no profile.proto, got {}", text::quoted(data, 20));
    }
    return check();
  }

  [[nodiscard]] const proto::Profile&
  message() const
  {
    return *m_message;
  }

  // Index of the first of `names` that is a sample type.
  Result<int>
  value_index(std::initializer_list<std::string_view> names) const
  {
    std::vector<std::string> wanted, there;
    for (const std::string_view name : names) {
      for (int i = 0; i < m_message->sample_type_size(); ++i) {
        if (string(m_message->sample_type(i).type()) == name) {
          return i;
        }
      }
      wanted.push_back(text::quoted(name));
    }
    for (const auto& type : m_message->sample_type()) {
      there.push_back(text::quoted(string(type.type())));
    }
    return error("no sample type {}, got {} (is it another kind of profile?)",
                 text::join(wanted, " or "), there.empty() ? "none" : text::join(there, ", "));
  }

  [[nodiscard]] const std::string&
  string(std::int64_t index) const
  {
    return m_message->string_table(static_cast<int>(index));
  }

  // The stack of a sample, leaf first, inlined frames expanded. The caller stays under
  // the limits by asking for no more than the samples of one checked profile.
  [[nodiscard]] std::vector<Frame>
  stack(const proto::Sample& sample) const
  {
    std::vector<Frame> frames;
    frames.reserve(stack_size(sample));
    for (const std::uint64_t id : sample.location_id()) {
      const std::vector<Frame>& lines = m_locations.at(id);
      frames.insert(frames.end(), lines.begin(), lines.end());
    }
    return frames;
  }

private:
  template <typename... Args>
  [[nodiscard]] tl::unexpected<std::string>
  error(fmt::format_string<Args...> format, Args&&... args) const
  {
    return failure(std::string(m_where) + ": " + fmt::format(format, std::forward<Args>(args)...));
  }

  [[nodiscard]] bool
  is_string(std::int64_t index) const
  {
    return index >= 0 && index < m_message->string_table_size();
  }

  [[nodiscard]] std::size_t
  stack_size(const proto::Sample& sample) const
  {
    std::size_t size = 0;
    for (const std::uint64_t id : sample.location_id()) {
      size += m_locations.at(id).size();
    }
    return size;
  }

  Result<void>
  check()
  {
    if (m_message->string_table_size() == 0 || !m_message->string_table(0).empty()) {
      return error("the string table starts with an empty string, got {}",
                   m_message->string_table_size() == 0 ? "an empty table"
                                                       : text::quoted(m_message->string_table(0)));
    }
    if (m_message->sample_type_size() > k_max_sample_types) {
      return error("a profile has at most {} sample types, got {}", k_max_sample_types,
                   m_message->sample_type_size());
    }
    for (const auto& type : m_message->sample_type()) {
      if (!is_string(type.type()) || !is_string(type.unit())) {
        return error("a sample type names a string of {}, got {} and {}",
                     m_message->string_table_size(), type.type(), type.unit());
      }
    }
    if (auto result = read_functions(); !result) {
      return result;
    }
    if (auto result = read_locations(); !result) {
      return result;
    }
    return check_samples();
  }

  Result<void>
  read_functions()
  {
    for (const auto& function : m_message->function()) {
      if (function.id() == 0) {
        return error("a function has an id above 0, got 0");
      }
      if (!is_string(function.name()) || !is_string(function.filename())) {
        return error("function {} names a string of {}, got {} and {}", function.id(),
                     m_message->string_table_size(), function.name(), function.filename());
      }
      const Frame frame{function_name(function.name()), file_name(function.filename()), 0};
      if (!m_functions.emplace(function.id(), frame).second) {
        return error("the ids of functions are unique, got {} twice", function.id());
      }
    }
    return {};
  }

  // Many functions may name one string, and it may be long: each is looked at once.
  Name
  function_name(std::int64_t index)
  {
    const auto [entry, added] = m_function_names.try_emplace(index);
    if (added) {
      entry->second =
          m_names == Names::printed ? Name(without_type_arguments(string(index))) : string(index);
    }
    return entry->second;
  }

  Name
  file_name(std::int64_t index)
  {
    const auto [entry, added] = m_file_names.try_emplace(index);
    if (added) {
      entry->second = string(index);
    }
    return entry->second;
  }

  Result<void>
  read_locations()
  {
    for (const auto& location : m_message->location()) {
      if (location.id() == 0) {
        return error("a location has an id above 0, got 0");
      }
      const auto [entry, added] = m_locations.try_emplace(location.id());
      if (!added) {
        return error("the ids of locations are unique, got {} twice", location.id());
      }
      for (const auto& line : location.line()) {
        const auto function = m_functions.find(line.function_id());
        if (function == m_functions.end()) {
          return error("location {} names one of {} functions, got {}", location.id(),
                       m_functions.size(), line.function_id());
        }
        if (line.line() < 0 || line.line() > std::numeric_limits<int>::max()) {
          return error("location {} has a line number, got {}", location.id(), line.line());
        }
        Frame& frame = entry->second.emplace_back(function->second);
        frame.line = static_cast<int>(line.line());
      }
      if (entry->second.empty()) { // no symbol: cgo. The text form calls it so too.
        entry->second.push_back(Frame{"non-Go function", {}, 0});
      }
    }
    return {};
  }

  Result<void>
  check_samples() const
  {
    std::size_t frames = 0;
    std::size_t label_bytes = 0;
    for (int i = 0; i < m_message->sample_size(); ++i) {
      const auto& sample = m_message->sample(i);
      if (sample.value_size() != m_message->sample_type_size()) {
        return error("sample {} has one value for each of {} sample types, got {}", i,
                     m_message->sample_type_size(), sample.value_size());
      }
      for (const std::uint64_t id : sample.location_id()) {
        if (!m_locations.contains(id)) {
          return error("sample {} names one of {} locations, got {}", i, m_locations.size(), id);
        }
      }
      const std::size_t size = stack_size(sample);
      if (size > k_max_stack) {
        return error("sample {} has a stack of at most {} frames, got {}", i, k_max_stack, size);
      }
      if ((frames += size) > k_max_frames) {
        return error("the stacks have at most {} frames, got more", k_max_frames);
      }
      if (auto result = check_labels(i, sample); !result) {
        return result;
      }
      for (const auto& label : sample.label()) {
        label_bytes += string(label.key()).size() + string(label.str()).size() +
                       string(label.num_unit()).size();
      }
      if (label_bytes > k_max_label_bytes) {
        return error("the labels have at most {} bytes, got more", k_max_label_bytes);
      }
    }
    return {};
  }

  Result<void>
  check_labels(int number, const proto::Sample& sample) const
  {
    if (sample.label_size() > k_max_labels) {
      return error("sample {} has at most {} labels, got {}", number, k_max_labels,
                   sample.label_size());
    }
    for (const auto& label : sample.label()) {
      for (const std::int64_t index : {label.key(), label.str(), label.num_unit()}) {
        if (!is_string(index)) {
          return error("a label of sample {} names a string of {}, got {}", number,
                       m_message->string_table_size(), index);
        }
      }
    }
    return {};
  }

  std::string_view m_where;
  Names m_names;
  google::protobuf::Arena m_arena;
  proto::Profile* m_message = nullptr;
  std::unordered_map<std::int64_t, Name> m_function_names; ///< by string
  std::unordered_map<std::int64_t, Name> m_file_names;     ///< by string
  std::unordered_map<std::uint64_t, Frame> m_functions;
  std::unordered_map<std::uint64_t, std::vector<Frame>> m_locations;
};

std::vector<Label>
labels_of(const Profile& profile, const proto::Sample& sample)
{
  std::vector<Label> labels;
  for (const auto& label : sample.label()) {
    Label& out = labels.emplace_back();
    out.key = profile.string(label.key());
    if (label.str() != 0 || (label.num() == 0 && label.num_unit() == 0)) {
      out.value = profile.string(label.str());
    } else {
      out.value = fmt::format("{}{}{}", label.num(), label.num_unit() == 0 ? "" : " ",
                              profile.string(label.num_unit()));
    }
  }
  std::ranges::stable_sort(labels, {}, &Label::key);
  return labels;
}

std::uint64_t
hash_stack(const std::vector<Frame>& frames)
{
  std::uint64_t hash = hash_seed();
  for (const Frame& frame : frames) {
    hash = hash_mix(hash ^ frame.function.hash(),
                    frame.file.hash() + static_cast<std::uint64_t>(frame.line));
  }
  return hash;
}

} // namespace

Result<std::vector<Goroutine>>
decode_goroutine_profile(std::string_view data, std::string_view where)
{
  Profile profile(where, Names::printed);
  if (auto parsed = profile.parse(data); !parsed) {
    return failure(parsed.error());
  }
  const auto value = profile.value_index({"goroutine", "goroutineleak"});
  if (!value) {
    return failure(value.error());
  }
  const bool leaked =
      profile.string(profile.message().sample_type(*value).type()) == "goroutineleak";
  std::vector<Goroutine> goroutines;
  goroutines.reserve(static_cast<std::size_t>(profile.message().sample_size()));
  std::int64_t total = 0;
  for (const auto& sample : profile.message().sample()) {
    const std::int64_t count = sample.value(*value);
    if (count < 0) {
      return failure(
          fmt::format("{}: sample {} counts goroutines, got {}", where, goroutines.size(), count));
    }
    total = saturating_add(total, count);
    if (total > k_max_goroutines) {
      return failure(fmt::format("{}: the samples have at most {} goroutines, got more", where,
                                 k_max_goroutines));
    }
    Goroutine& goroutine = goroutines.emplace_back();
    goroutine.count = count;
    goroutine.leaked = leaked;
    goroutine.labels = labels_of(profile, sample);
    goroutine.frames = profile.stack(sample);
  }
  return goroutines;
}

Result<HeapProfile>
decode_heap_profile(std::string_view data, std::string_view where)
{
  Profile profile(where, Names::full);
  if (auto parsed = profile.parse(data); !parsed) {
    return failure(parsed.error());
  }
  constexpr std::string_view k_types[] = {"alloc_objects", "alloc_space", "inuse_objects",
                                          "inuse_space"};
  int values[4] = {};
  for (std::size_t i = 0; i < 4; ++i) {
    const auto value = profile.value_index({k_types[i]});
    if (!value) {
      return failure(value.error());
    }
    values[i] = *value;
  }
  HeapProfile heap;
  heap.period_bytes = profile.message().period();
  std::unordered_multimap<std::uint64_t, std::size_t> by_stack;
  for (const auto& sample : profile.message().sample()) {
    std::vector<Frame> frames = profile.stack(sample);
    const std::uint64_t hash = hash_stack(frames);
    auto [at, end] = by_stack.equal_range(hash);
    at = std::find_if(at, end,
                      [&](const auto& entry) { return heap.sites[entry.second].frames == frames; });
    if (at == end) {
      at = by_stack.emplace(hash, heap.sites.size());
      heap.sites.emplace_back().frames = std::move(frames);
    }
    HeapSite& site = heap.sites[at->second];
    site.alloc_objects = saturating_add(site.alloc_objects, sample.value(values[0]));
    site.alloc_bytes = saturating_add(site.alloc_bytes, sample.value(values[1]));
    site.inuse_objects = saturating_add(site.inuse_objects, sample.value(values[2]));
    site.inuse_bytes = saturating_add(site.inuse_bytes, sample.value(values[3]));
  }
  return heap;
}

} // namespace leakgate
