#include "tests/unit/reporters/gitlab/fake_merge_request.hpp"

#include "gate/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace leakgate::test {

namespace {

using Json = FakeMergeRequest::Json;

const std::string k_api = "https://gitlab.example.com/api/v4";
const std::string k_merge_request = "/projects/42/merge_requests/7";

std::string
stored(const Json& text)
{
  std::string out = text.get<std::string>();
  out.erase(out.find_last_not_of(" \n") + 1);
  return out;
}

ScriptedAnswer
said(int status, const std::string& message)
{
  return answer(status, Json{{"message", message}}.dump());
}

bool
is_place(const Json& position)
{
  const bool text = position["position_type"] == "text";
  return position["base_sha"] == std::string(40, 'a') &&
         position["start_sha"] == std::string(40, 'b') &&
         position["head_sha"] == std::string(40, 'c') && position["old_path"].is_string() &&
         position["new_path"].is_string() &&
         (text ? position["new_line"].is_number_integer()
               : position["position_type"] == "file" && !position.contains("new_line"));
}

Json*
with_id(Json& items, const Json& id)
{
  const auto found =
      std::find_if(items.begin(), items.end(), [&](const Json& item) { return item["id"] == id; });
  return found == items.end() ? nullptr : &*found;
}

} // namespace

FakeMergeRequest::FakeMergeRequest()
    : server([this](const SeenRequest& request) { return handle(request); })
{
  versions = Json::array({{{"id", 2},
                           {"base_commit_sha", std::string(40, 'a')},
                           {"start_commit_sha", std::string(40, 'b')},
                           {"head_commit_sha", std::string(40, 'c')}},
                          {{"id", 1},
                           {"base_commit_sha", std::string(40, '1')},
                           {"start_commit_sha", std::string(40, '2')},
                           {"head_commit_sha", std::string(40, '3')}}});
}

Json
FakeMergeRequest::note(const std::string& body, std::uint64_t author)
{
  return {{"id", ++m_last_id},
          {"body", stored(body)},
          {"author", {{"id", author}, {"username", "u"}}},
          {"system", false}};
}

void
FakeMergeRequest::add_note(const std::string& body, std::uint64_t author, bool system)
{
  notes.push_back(note(body, author));
  notes.back()["system"] = system;
}

void
FakeMergeRequest::add_thread(const std::string& body, std::uint64_t author)
{
  Json first = note(body, author);
  first["resolvable"] = true;
  first["resolved"] = false;
  threads.push_back({{"id", fmt::format("{:040x}", m_last_id)}, {"notes", Json::array({first})}});
}

void
FakeMergeRequest::add_file(const std::string& path)
{
  files.push_back({{"old_path", path},
                   {"new_path", path},
                   {"diff", "@@ -86,3 +86,4 @@\n a\n b\n+c\n d\n"},
                   {"deleted_file", false}});
}

FakeMergeRequest::Requests
FakeMergeRequest::writes() const
{
  Requests out;
  std::copy_if(server.seen.begin(), server.seen.end(), std::back_inserter(out),
               [](const SeenRequest& request) { return request.method != "GET"; });
  return out;
}

std::size_t
FakeMergeRequest::count(const std::string& call) const
{
  return static_cast<std::size_t>(
      std::count_if(server.seen.begin(), server.seen.end(),
                    [&](const SeenRequest& request) { return call_of(request) == call; }));
}

ScriptedAnswer
FakeMergeRequest::list(const Json& items, const std::string& url) const
{
  const std::size_t at = url.find("&page=");
  const std::size_t page = at == std::string::npos ? 1 : std::stoul(url.substr(at + 6));
  Json part = Json::array();
  for (std::size_t i = (page - 1) * page_size; i < std::min(items.size(), page * page_size); ++i) {
    part.push_back(items[i]);
  }
  const std::string next = fmt::format("<{}&page={}>; rel=\"next\"", url.substr(0, at), page + 1);
  const bool more = items.size() > page * page_size;
  return answer(200, part.dump(),
                more ? std::vector<HttpHeader>{{"link", next}} : std::vector<HttpHeader>{});
}

ScriptedAnswer
FakeMergeRequest::handle(const SeenRequest& request)
{
  if (before) {
    if (const auto other = before(request)) {
      return *other;
    }
  }
  const std::string call = call_of(request);
  std::string path = call.substr(call.find('/'));
  if (path == "/user") {
    return answer(200, Json{{"id", account}, {"username", "bot"}}.dump());
  }
  if (!path.starts_with(k_merge_request + "/")) {
    return said(404, "404 Not Found");
  }
  path.erase(0, k_merge_request.size() + 1);
  std::vector<std::string> parts;
  for (const std::string_view part : text::split(path, '/')) {
    parts.emplace_back(part);
  }
  const bool get = request.method == "GET";
  const Json body = request.body.empty() ? Json() : Json::parse(request.body);
  if (parts[0] == "notes") {
    return get ? list(notes, request.url)
               : notes_call(request.method, parts.size() > 1 ? parts[1] : "", body);
  }
  if (parts[0] == "discussions") {
    return get ? list(threads, request.url) : threads_call(request.method, parts, body);
  }
  return parts[0] == "versions" ? answer(200, versions.dump())
         : parts[0] == "diffs"  ? list(files, request.url)
                                : said(404, "404 Not Found");
}

ScriptedAnswer
FakeMergeRequest::notes_call(const std::string& method, const std::string& id, const Json& body)
{
  if (method == "POST") {
    add_note(body.at("body"), account);
    return answer(201, notes.back().dump());
  }
  Json* const one = with_id(notes, std::stoull(id));
  if (one == nullptr) {
    return said(404, "404 Note Not Found");
  }
  if (method == "DELETE") {
    notes.erase(static_cast<std::size_t>(one - &notes[0]));
    return answer(204);
  }
  (*one)["body"] = stored(body.at("body"));
  return answer(200, one->dump());
}

ScriptedAnswer
FakeMergeRequest::threads_call(const std::string& method, const std::vector<std::string>& path,
                               const Json& body)
{
  if (method == "POST") {
    if (!is_place(body.at("position"))) {
      return said(400, "400 Bad request - Note {:line_code=>[\"can't be blank\"]}");
    }
    add_thread(body.at("body"), account);
    return answer(201, threads.back().dump());
  }
  Json* const one = with_id(threads, path.at(1));
  if (one == nullptr) {
    return said(404, "404 Discussion Not Found");
  }
  Json& first = (*one)["notes"][0];
  if (path.size() == 2) {
    first["resolved"] = body.at("resolved").get<bool>();
  } else {
    first["body"] = stored(body.at("body"));
  }
  return answer(200, one->dump());
}

std::string
call_of(const SeenRequest& request)
{
  const std::string below = request.url.substr(k_api.size());
  return request.method + " " + below.substr(0, below.find('?'));
}

GitlabContext
gitlab_context(std::uint64_t pipeline)
{
  GitlabContext context;
  context.api_url = k_api;
  context.project = "42";
  context.merge_request = 7;
  context.run = {"leakgate",
                 pipeline,
                 pipeline * 10,
                 std::string(40, 'c'),
                 "https://gitlab.example.com/g/p/-/jobs/1000",
                 "https://gitlab.example.com/g/p/-/commit/" + std::string(40, 'c')};
  return context;
}

} // namespace leakgate::test
