# Writes OUTPUT, the C++ source behind facts_source.hpp, from the Go files in FACTS:
#   cmake -DFACTS=gate/facts -DOUTPUT=facts_source.cpp -P embed_facts.cmake
file(GLOB sources ${FACTS}/*.go)
list(FILTER sources EXCLUDE REGEX "_test\\.go$")
list(SORT sources)
set(entries "")
set(count 0)
foreach(source IN LISTS sources)
  get_filename_component(name ${source} NAME)
  file(READ ${source} content)
  string(APPEND entries "  {\"${name}\", R\"LEAKGATE(${content})LEAKGATE\"},\n")
  math(EXPR count "${count} + 1")
endforeach()
file(WRITE ${OUTPUT} "#include \"gate/capture/facts_source.hpp\"

namespace leakgate {

namespace {

constexpr FactsFile k_files[${count}] = {
${entries}};

} // namespace

std::span<const FactsFile>
facts_files()
{
  return k_files;
}

} // namespace leakgate
")
