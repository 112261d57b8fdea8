#include "reporters/html/page.hpp"

#include "reporters/html/parts.hpp"
#include "reporters/text/escape_html.hpp"

#include <fmt/format.h>

namespace leakgate {

namespace html {

std::string
section(std::string_view id, std::string_view title, const std::string& body)
{
  return body.empty() ? std::string()
                      : fmt::format("<section id=\"{0}\" aria-labelledby=\"{0}-title\">\n"
                                    "<h2 id=\"{0}-title\">{1}</h2>\n{2}</section>\n",
                                    id, title, body);
}

std::string
cell(std::string_view text, std::string_view kind)
{
  return fmt::format("<td{}>{}</td>", kind.empty() ? "" : fmt::format(" class=\"{}\"", kind),
                     escape_html::text(text));
}

std::string
table(std::string_view caption, const std::vector<std::string_view>& head,
      const std::vector<std::string>& rows)
{
  std::string out = fmt::format("<div class=\"scroll\" tabindex=\"0\" role=\"region\" "
                                "aria-label=\"{0}\"><table>\n<caption>{0}</caption>\n<thead><tr>",
                                caption);
  for (std::string_view title : head) {
    const bool number = title.starts_with('#');
    title.remove_prefix(number ? 1 : 0);
    out += fmt::format("<th scope=\"col\"{}>{}</th>", number ? " class=\"number\"" : "", title);
  }
  out += "</tr></thead>\n<tbody>\n";
  for (const std::string& row : rows) {
    out += "<tr>" + row + "</tr>\n";
  }
  return out + "</tbody></table></div>\n";
}

} // namespace html

namespace {

// Nothing is loaded, sent or framed; style and script are those of this file.
constexpr std::string_view k_policy =
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; "
    "base-uri 'none'; form-action 'none'";

std::string
head(const Verdict& verdict)
{
  return fmt::format("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                     "<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">\n"
                     "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                     "<meta name=\"color-scheme\" content=\"light dark\">\n"
                     "<meta name=\"referrer\" content=\"no-referrer\">\n"
                     "<title>leakgate: {}</title>\n<style>\n{}</style>\n</head>\n",
                     k_policy, escape_html::text(to_string(verdict.outcome)), html::page_css());
}

// What the script fills; without one these stay hidden and the tables say the same.
constexpr std::string_view k_pictures =
    "<section id=\"timeline\" aria-labelledby=\"timeline-title\" hidden>\n"
    "<h2 id=\"timeline-title\">Over time</h2>\n<div id=\"timeline-body\"></div>\n</section>\n"
    "<section id=\"stacks\" aria-labelledby=\"stacks-title\" hidden>\n"
    "<h2 id=\"stacks-title\">Leaked stacks</h2>\n<div id=\"stacks-body\"></div>\n</section>\n";

std::string
footer(const Verdict& verdict)
{
  return fmt::format("<footer>\n<p>leakgate {}{}{}</p>\n</footer>\n", LEAKGATE_VERSION,
                     verdict.go_version.empty() ? "" : " · ",
                     escape_html::text(verdict.go_version));
}

} // namespace

std::string
render_html(const Verdict& verdict, const ReportContext& context)
{
  std::string out = head(verdict);
  out += "<body>\n<a class=\"skip\" href=\"#findings\">Skip to the findings</a>\n"
         "<header class=\"bar\"><span class=\"brand\">leakgate</span>"
         "<button id=\"theme\" type=\"button\" hidden>Theme</button></header>\n<main>\n";
  out += html::verdict_section(verdict);
  out += html::failed_tests_section(verdict);
  out += html::findings_section(verdict, context);
  out += k_pictures;
  out += html::base_section(verdict);
  out += html::packages_section(verdict);
  out += html::heap_section(verdict);
  out += html::policy_section(verdict);
  out += html::runtime_section(verdict);
  out += html::metrics_section(verdict);
  out += html::ledger_section(verdict);
  out += html::problems_section(verdict);
  out += "</main>\n" + footer(verdict);
  out += "<script type=\"application/json\" id=\"data\">" + html::page_data(verdict, context) +
         "</script>\n<script>\n";
  out += html::page_js();
  return out + "</script>\n</body>\n</html>\n";
}

} // namespace leakgate
