# Writes OUTPUT, the C++ source behind probe_source.hpp, from the files in PROBE:
#   cmake -DPROBE=gate/probe -DOUTPUT=probe_source.cpp -P embed_probe.cmake
file(GLOB sources ${PROBE}/_inject/*.go)
list(SORT sources)
set(entries "")
set(count 0)
foreach(source IN LISTS sources)
  get_filename_component(name ${source} NAME)
  file(READ ${source} content)
  string(APPEND entries "  {\"${name}\", R\"LEAKGATE(${content})LEAKGATE\"},\n")
  math(EXPR count "${count} + 1")
endforeach()
file(READ ${PROBE}/_early/early.go early)
file(READ ${PROBE}/insertions.txt insertions)
file(WRITE ${OUTPUT} "#include \"gate/capture/probe_source.hpp\"

namespace leakgate {

namespace {

constexpr ProbeFile k_files[${count}] = {
${entries}};

constexpr std::string_view k_early = R\"LEAKGATE(${early})LEAKGATE\";

constexpr std::string_view k_insertions = R\"LEAKGATE(${insertions})LEAKGATE\";

} // namespace

std::span<const ProbeFile>
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

} // namespace leakgate
")
