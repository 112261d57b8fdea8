// Runs a fuzz target without a fuzzer: every file below the arguments that is an input, as
// it is, cut at pseudo-random places, and with pseudo-random bytes changed. Always the same.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <random>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

namespace fs = std::filesystem;

constexpr int k_variants = 24;

std::size_t runs = 0;

void
run(const std::string& input)
{
  // A copy of exactly that size, so that the sanitizers see every step beyond it.
  const std::vector<std::uint8_t> bytes(input.begin(), input.end());
  LLVMFuzzerTestOneInput(bytes.data(), bytes.size());
  ++runs;
}

void
run_with_variants(const std::string& input)
{
  run(input);
  if (input.empty()) {
    return;
  }
  std::mt19937 random(static_cast<std::uint32_t>(input.size()));
  const auto below = [&](std::size_t limit) { return static_cast<std::size_t>(random()) % limit; };
  for (int i = 0; i < k_variants; ++i) {
    run(input.substr(0, below(input.size())));
    std::string changed = input;
    for (std::size_t left = 1 + below(4); left > 0; --left) {
      changed[below(changed.size())] ^= static_cast<char>(1U << below(8));
    }
    run(changed);
    changed.erase(below(changed.size()), 1 + below(64));
    run(changed);
  }
}

std::vector<fs::path>
input_files(const fs::path& folder)
{
  std::vector<fs::path> files;
  if (fs::exists(folder)) {
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
      if (entry.is_regular_file() && entry.path().extension() != ".go" &&
          entry.path().extension() != ".json" && entry.path().extension() != ".mod") {
        files.push_back(entry.path());
      }
    }
  }
  std::ranges::sort(files);
  return files;
}

} // namespace

int
main(int argc, char** argv)
{
  for (int i = 1; i < argc; ++i) {
    for (const fs::path& file : input_files(argv[i])) {
      std::ifstream in(file, std::ios::binary);
      run_with_variants({std::istreambuf_iterator<char>(in), {}});
    }
  }
  run("");
  std::printf("%zu runs\n", runs);
  return runs > 1 ? 0 : 1;
}
