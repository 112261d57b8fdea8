#include "reporters/html/finding_json.hpp"

#include "gate/base/text.hpp"
#include "reporters/text/escape_html.hpp"
#include "reporters/wording/finding_rows.hpp"
#include "reporters/wording/finding_text.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace leakgate::html {

namespace {

using Json = nlohmann::ordered_json;

} // namespace

std::string
clean(std::string_view value)
{
  std::string out = escape_html::lines(value);
  std::replace(out.begin(), out.end(), '\n', ' ');
  return out;
}

Json
leakers_json(const Finding& finding)
{
  Json out = Json::array();
  for (const Leaker* leaker : finding_text::leaking_tests(finding)) {
    out.push_back(
        {clean(leaker->test), leaker->count, clean(finding_text::file_and_line(leaker->at))});
  }
  return out;
}

Json
followers_json(const Finding& cause, const std::vector<const Finding*>& below)
{
  Json out = Json::array();
  for (const Finding* finding : below) {
    out.push_back({clean(finding->fingerprint), clean(finding_text::follower(*finding, cause))});
  }
  return out;
}

Json
facts_json(const Finding& finding)
{
  Json out = Json::array();
  for (const finding_rows::Row& row : finding_rows::facts(finding)) {
    if (row.label != "because" && row.label != "rounds") {
      out.push_back({text::capitalized(row.label), clean(row.text)});
    }
  }
  for (const finding_rows::Row& row : finding_rows::family(finding, {})) {
    out.push_back({text::capitalized(row.label), clean(row.text)});
  }
  return out;
}

Json
allow_json(const Finding& finding)
{
  Json out = Json::array();
  if (finding.disposition == Disposition::reported) {
    for (const std::string& line : finding_text::allow_entry(finding)) {
      out.push_back(clean(line));
    }
  }
  return out;
}

} // namespace leakgate::html
