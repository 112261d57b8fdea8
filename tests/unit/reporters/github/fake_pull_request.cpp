#include "tests/unit/reporters/github/fake_pull_request.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace leakgate::test {

namespace {

using Json = FakePullRequest::Json;

const std::string k_server = "https://api.example.com";
const std::string k_pull = "/repos/o/r/pulls/7";
const std::string k_comments = "/repos/o/r/pulls/comments/";

ScriptedAnswer
off_the_diff()
{
  return answer(422, R"({"message":"Unprocessable Entity","errors":[)"
                     R"("Pull request review thread line must be part of the diff"]})");
}

std::string
path_of(const std::string& url)
{
  const std::string path = url.starts_with(k_server) ? url.substr(k_server.size()) : url;
  return path.substr(0, path.find('?'));
}

} // namespace

void
FakePullRequest::add_file(const std::string& path, int first, int last)
{
  const int count = last - first + 1;
  std::string patch = fmt::format("@@ -{},0 +{},{} @@", first - 1, first, count);
  for (int line = first; line <= last; ++line) {
    patch += "\n+" + text_of_line(line);
    m_lines[path].insert(line);
  }
  files.push_back({{"filename", path}, {"status", "modified"}, {"patch", patch}});
}

std::string
FakePullRequest::text_of_line(int line)
{
  return fmt::format("\tgo work({})", line);
}

int
FakePullRequest::count(const std::string& method, const std::string& end) const
{
  return static_cast<int>(std::ranges::count_if(m_requests, [&](const auto& request) {
    return request.first == method && request.second.ends_with(end);
  }));
}

Json*
FakePullRequest::comment(const std::string& text)
{
  for (Json& comment : comments) {
    if (comment["body"].get<std::string>().find(text) != std::string::npos) {
      return &comment;
    }
  }
  return nullptr;
}

ScriptedAnswer
FakePullRequest::answer_to(const SeenRequest& request)
{
  const std::string path = path_of(request.url);
  m_requests.emplace_back(request.method, path);
  if (before) {
    if (auto own = before(request)) {
      return *own;
    }
  }
  if (request.method == "POST") {
    return post(request, path);
  }
  if (request.method != "GET") {
    return change(request, path);
  }
  if (path == k_pull + "/comments") {
    return page_of(comments, request.url);
  }
  if (path == k_pull + "/files") {
    return page_of(files, request.url);
  }
  if (path == k_pull) {
    return answer(200, Json{{"number", 7}, {"head", {{"sha", head}}}}.dump());
  }
  return path == "/user" ? answer(403, R"({"message":"Resource not accessible by integration"})")
                         : answer(404, R"({"message":"Not Found"})");
}

bool
FakePullRequest::takes(const Json& comment) const
{
  const std::string path = comment.at("path").get<std::string>();
  const auto lines = m_lines.find(path);
  if (lines == m_lines.end() || refused.contains(path)) {
    return false;
  }
  if (!comment.contains("line")) {
    return comment.value("subject_type", "") == "file";
  }
  const int line = comment.at("line").get<int>();
  return comment.at("side") == "RIGHT" && lines->second.contains(line) &&
         !refused.contains(fmt::format("{}:{}", path, line));
}

void
FakePullRequest::add_comment(const Json& comment)
{
  Json stored = comment;
  stored["id"] = m_next_id++;
  stored["user"] = {{"login", "github-actions[bot]"}, {"type", "Bot"}};
  stored["subject_type"] = comment.contains("line") ? "line" : "file";
  if (!comment.contains("line")) {
    stored["line"] = nullptr;
  }
  comments.push_back(stored);
}

ScriptedAnswer
FakePullRequest::page_of(const Json& list, const std::string& url) const
{
  const std::size_t at = url.find("&page=");
  const std::size_t page = at == std::string::npos ? 1 : std::stoul(url.substr(at + 6));
  Json items = Json::array();
  for (std::size_t i = (page - 1) * page_size; i < std::min(page * page_size, list.size()); ++i) {
    items.push_back(list[i]);
  }
  std::vector<HttpHeader> headers;
  if (page * page_size < list.size()) {
    headers.push_back(
        {"link", fmt::format("<{}&page={}>; rel=\"next\"", url.substr(0, at), page + 1)});
  }
  return answer(200, items.dump(), headers);
}

ScriptedAnswer
FakePullRequest::post(const SeenRequest& request, const std::string& path)
{
  const Json json = Json::parse(request.body);
  const bool review = path == k_pull + "/reviews";
  if (!review && path != k_pull + "/comments") {
    return answer(404, R"({"message":"Not Found"})");
  }
  const Json list = review ? json.at("comments") : Json::array({json});
  const bool all = std::ranges::all_of(list, [&](const Json& one) { return takes(one); });
  if (!all || json.at("commit_id") != head) {
    return off_the_diff();
  }
  for (const Json& one : list) {
    add_comment(one);
  }
  if (review) {
    reviews.push_back(json);
  }
  return answer(review ? 200 : 201, R"({"id":1})");
}

ScriptedAnswer
FakePullRequest::change(const SeenRequest& request, const std::string& path)
{
  for (std::size_t i = 0; i < comments.size(); ++i) {
    if (path != fmt::format("{}{}", k_comments, comments[i]["id"].get<std::uint64_t>())) {
      continue;
    }
    if (request.method == "DELETE") {
      comments.erase(i);
      return answer(204);
    }
    comments[i]["body"] = Json::parse(request.body).at("body");
    return answer(200, comments[i].dump());
  }
  return answer(404, R"({"message":"Not Found"})");
}

} // namespace leakgate::test
