# Writes OUTPUT, the C++ source behind pattern_files.hpp, from the files in PATTERNS:
#   cmake -DPATTERNS=rules/patterns -DOUTPUT=pattern_files.cpp -P embed_patterns.cmake
file(GLOB sources ${PATTERNS}/*.yml)
list(SORT sources)
set(entries "")
set(count 0)
foreach(source IN LISTS sources)
  get_filename_component(name ${source} NAME)
  file(READ ${source} content)
  string(APPEND entries "  {\"rules/patterns/${name}\", R\"LEAKGATE(${content})LEAKGATE\"},\n")
  math(EXPR count "${count} + 1")
endforeach()
file(WRITE ${OUTPUT} "#include \"rules/pattern_files.hpp\"

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
