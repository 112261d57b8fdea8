# Writes OUTPUT, the C++ source behind page_css and page_js, from the files in PAGE:
#   cmake -DPAGE=reporters/html -DOUTPUT=html_page.cpp -P embed_page.cmake
# The scripts become one; dom.js stands first, since it is strict for all, and page.js last,
# since it starts them.
file(READ ${PAGE}/page.css css)
set(js "")
foreach(name dom timeline suite_bars icicle detail findings page)
  file(READ ${PAGE}/${name}.js part)
  string(APPEND js "${part}\n")
endforeach()
file(WRITE ${OUTPUT} "#include \"reporters/html/parts.hpp\"

namespace leakgate::html {

std::string_view
page_css()
{
  return R\"LEAKGATE(${css})LEAKGATE\";
}

std::string_view
page_js()
{
  return R\"LEAKGATE(${js})LEAKGATE\";
}

} // namespace leakgate::html
")
