# Writes OUTPUT, the C++ source behind embedded.hpp, from the files in PROBE:
#   cmake -DPROBE=gate/probe -DOUTPUT=probe_source.cpp -P embed_probe.cmake
file(GLOB sources ${PROBE}/_inject/*.go)
include(${CMAKE_CURRENT_LIST_DIR}/../base/embed_list.cmake)
embed_list("" ${sources})
file(READ ${PROBE}/_early/early.go early)
file(READ ${PROBE}/insertions.txt insertions)
string(SHA256 digest "${entries}${early}${insertions}")
file(WRITE ${OUTPUT} "#include \"gate/capture/embedded.hpp\"

namespace leakgate {

namespace {

constexpr EmbeddedFile k_files[${count}] = {
${entries}};

constexpr std::string_view k_early = R\"LEAKGATE(${early})LEAKGATE\";

constexpr std::string_view k_insertions = R\"LEAKGATE(${insertions})LEAKGATE\";

} // namespace

std::span<const EmbeddedFile>
probe_files()
{
  return k_files;
}

std::string_view
probe_early()
{
  return k_early;
}

std::string_view
probe_insertions()
{
  return k_insertions;
}

std::string_view
probe_digest()
{
  return \"${digest}\";
}

} // namespace leakgate
")
