#include "gate/base/gzip.hpp"

#include <fmt/core.h>
#include <zlib.h>

#include <algorithm>
#include <limits>

namespace leakgate {

namespace {

// zlib's window bits; + 16 asks for the gzip wrapper.
constexpr int k_gzip_window = 15 + 16;
constexpr std::size_t k_chunk_bytes = 256 << 10;

struct Inflater
{
  z_stream stream{};
  Inflater() { ok = inflateInit2(&stream, k_gzip_window) == Z_OK; }
  ~Inflater() { inflateEnd(&stream); }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;
  bool ok = false;
};

// zlib counts input in 32 bits, so more than 4 GiB must be handed over in pieces.
void
refill(z_stream& stream, std::string_view& rest)
{
  constexpr std::size_t k_max = std::numeric_limits<uInt>::max();
  const std::size_t piece = std::min(rest.size(), k_max);
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(rest.data()));
  stream.avail_in = static_cast<uInt>(piece);
  rest.remove_prefix(piece);
}

} // namespace

bool
is_gzip(std::string_view data)
{
  return data.size() >= 2 && data[0] == '\x1f' && data[1] == '\x8b';
}

Result<std::string>
gunzip(std::string_view data, std::uint64_t limit_bytes)
{
  Inflater inflater;
  if (!inflater.ok) {
    return failure("gzip: cannot start, got \"out of memory\" (free some memory)");
  }
  std::string out;
  std::string chunk(k_chunk_bytes, '\0');
  std::string_view rest = data;
  z_stream& stream = inflater.stream;
  for (;;) {
    if (stream.avail_in == 0) {
      refill(stream, rest);
    }
    stream.next_out = reinterpret_cast<Bytef*>(chunk.data());
    stream.avail_out = static_cast<uInt>(chunk.size());
    const int status = inflate(&stream, Z_NO_FLUSH);
    const std::size_t produced = chunk.size() - stream.avail_out;
    if (out.size() + produced > limit_bytes) {
      return failure(
          fmt::format("gzip: too large when unpacked, got more than {} bytes", limit_bytes));
    }
    out.append(chunk, 0, produced);
    const bool input_left = stream.avail_in > 0 || !rest.empty();
    if (status == Z_STREAM_END) {
      if (!input_left) {
        return out;
      }
      inflateReset(&stream); // gzip allows members one after the other
    } else if (status != Z_OK || (!input_left && produced == 0)) {
      return failure(fmt::format("gzip: damaged, got \"{}\" after {} bytes",
                                 stream.msg != nullptr ? stream.msg : "unexpected end",
                                 out.size()));
    }
  }
}

std::string
gzip(std::string_view data)
{
  z_stream stream{};
  deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, k_gzip_window, 8, Z_DEFAULT_STRATEGY);
  std::string out;
  std::string chunk(k_chunk_bytes, '\0');
  std::string_view rest = data;
  int status = Z_OK;
  while (status != Z_STREAM_END) {
    if (stream.avail_in == 0) {
      refill(stream, rest);
    }
    stream.next_out = reinterpret_cast<Bytef*>(chunk.data());
    stream.avail_out = static_cast<uInt>(chunk.size());
    status = deflate(&stream, rest.empty() ? Z_FINISH : Z_NO_FLUSH);
    out.append(chunk, 0, chunk.size() - stream.avail_out);
  }
  deflateEnd(&stream);
  return out;
}

} // namespace leakgate
