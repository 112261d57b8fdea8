# Writes OUTPUT, the C++ source behind embedded.hpp, from the Go files in FACTS:
#   cmake -DFACTS=gate/facts -DOUTPUT=facts_source.cpp -P embed_facts.cmake
file(GLOB sources ${FACTS}/*.go)
list(FILTER sources EXCLUDE REGEX "_test\\.go$")
include(${CMAKE_CURRENT_LIST_DIR}/../base/embed_list.cmake)
embed_list("" ${sources})
file(WRITE ${OUTPUT} "#include \"gate/capture/embedded.hpp\"

namespace leakgate {

namespace {

constexpr EmbeddedFile k_files[${count}] = {
${entries}};

} // namespace

std::span<const EmbeddedFile>
facts_files()
{
  return k_files;
}

} // namespace leakgate
")
