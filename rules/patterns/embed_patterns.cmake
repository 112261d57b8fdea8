# Writes OUTPUT, the C++ source behind pattern_book.hpp, from the files in PATTERNS:
#   cmake -DPATTERNS=rules/patterns -DOUTPUT=pattern_files.cpp -P embed_patterns.cmake
file(GLOB sources ${PATTERNS}/*.yml)
include(${CMAKE_CURRENT_LIST_DIR}/../../gate/base/embed_list.cmake)
embed_list("rules/patterns/" ${sources})
file(WRITE ${OUTPUT} "#include \"rules/matching/pattern_book.hpp\"

namespace leakgate::rules {

namespace {

constexpr PatternFile k_files[${count}] = {
${entries}};

} // namespace

std::span<const PatternFile>
pattern_files()
{
  return k_files;
}

} // namespace leakgate::rules
")
