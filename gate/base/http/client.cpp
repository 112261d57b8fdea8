#include "gate/base/http/client.hpp"

#include "gate/base/duration.hpp"
#include "gate/base/http/header_lines.hpp"
#include "gate/base/process/command.hpp"
#include "gate/base/text.hpp"

#include <curl/curl.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <memory>
#include <system_error>

namespace leakgate {

namespace {

constexpr std::size_t k_answer_limit_bytes = 64U << 20U;

struct CurlDeleter
{
  void
  operator()(CURL* handle) const
  {
    curl_easy_cleanup(handle);
  }
};

struct Body
{
  std::string bytes;
  bool too_large = false;
};

std::size_t
receive(char* bytes, std::size_t size, std::size_t count, void* target)
{
  Body& body = *static_cast<Body*>(target);
  if (body.bytes.size() + size * count > k_answer_limit_bytes) {
    body.too_large = true;
    return 0; // ends the transfer
  }
  body.bytes.append(bytes, size * count);
  return size * count;
}

int
watch(void* /*unused*/, curl_off_t /*total*/, curl_off_t /*now*/, curl_off_t /*to_send*/,
      curl_off_t /*sent*/)
{
  return interrupt_requested() ? 1 : 0; // libcurl calls at least once a second
}

tl::unexpected<HttpError>
failed(const HttpRequest& request, std::string_view what, bool not_sent, bool lasting = false)
{
  return tl::unexpected(HttpError{
      fmt::format("{} {}: {}", request.method, shown_url(request.url), what), not_sent, lasting});
}

bool
is_lasting(CURLcode code)
{
  return code == CURLE_URL_MALFORMAT || code == CURLE_UNSUPPORTED_PROTOCOL ||
         code == CURLE_PEER_FAILED_VERIFICATION || code == CURLE_SSL_CACERT_BADFILE;
}

// libcurl leaves these to the program; the names are those of OpenSSL and of curl.
void
set_certificates(CURL* curl)
{
  const CertificatePlaces places = certificate_places();
  if (!places.file.empty()) {
    curl_easy_setopt(curl, CURLOPT_CAINFO, places.file.c_str());
  }
  if (!places.folder.empty()) {
    curl_easy_setopt(curl, CURLOPT_CAPATH, places.folder.c_str());
  }
}

void
set_limits(CURL* curl, std::chrono::milliseconds limit)
{
  // 0 would be no limit at all.
  const auto wait = static_cast<long>(std::max<std::chrono::milliseconds::rep>(limit.count(), 1));
  curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, wait);
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_QUICK_EXIT, 1L); // a hanging resolver is not waited for
  curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
  curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, watch);
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(curl, CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1);
}

void
set_request(CURL* curl, const HttpRequest& request, HttpHeaderLines& lines)
{
  curl_easy_setopt(curl, CURLOPT_URL, request.url.c_str());
  lines.add_headers(request);
  const bool post = request.method == "POST";
  if (!request.body.empty() || post || request.method == "PUT" || request.method == "PATCH") {
    curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE,
                     static_cast<curl_off_t>(request.body.size()));
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, request.body.c_str());
    lines.suppress("Expect");
    lines.suppress("Content-Type"); // libcurl would call it a form
  }
  if (request.method == "HEAD") {
    curl_easy_setopt(curl, CURLOPT_NOBODY, 1L);
  }
  curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, request.method.c_str());
  // On a kept connection that turns out to be closed libcurl sends again, even where the
  // server had read the request before it closed.
  curl_easy_setopt(curl, CURLOPT_FRESH_CONNECT, post ? 1L : 0L);
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, lines.get());
  curl_easy_setopt(curl, CURLOPT_USERAGENT, "leakgate/" LEAKGATE_VERSION);
}

struct Reason
{
  std::string_view what;
  std::string_view advice;
  bool not_sent = false; ///< whatever has gone over the line
};

Reason
reason_of(CURLcode code)
{
  constexpr std::string_view k_proxy = "check http_proxy, https_proxy and all_proxy";
  switch (code) {
  case CURLE_URL_MALFORMAT:
  case CURLE_UNSUPPORTED_PROTOCOL: return {"not an http or https address", "", true};
  case CURLE_COULDNT_RESOLVE_HOST:
    return {"cannot find the server", "check its name; behind a proxy set https_proxy", true};
  case CURLE_COULDNT_RESOLVE_PROXY: return {"cannot find the proxy", k_proxy, true};
  case CURLE_PROXY: return {"the proxy refused", k_proxy, true};
  case CURLE_COULDNT_CONNECT:
    return {"could not connect", "check the address, and http_proxy, https_proxy and all_proxy",
            true};
  case CURLE_PEER_FAILED_VERIFICATION:
    return {"the server's certificate is not trusted",
            "SSL_CERT_FILE names a file with certificates to trust", true};
  case CURLE_SSL_CACERT_BADFILE:
    return {"cannot read the certificates to trust",
            "check SSL_CERT_FILE, CURL_CA_BUNDLE and SSL_CERT_DIR", true};
  case CURLE_SSL_CONNECT_ERROR:
    return {"no secure connection", "check that the address is one of https", true};
  case CURLE_GOT_NOTHING:
  case CURLE_RECV_ERROR:
  case CURLE_SEND_ERROR:
  case CURLE_PARTIAL_FILE:
    return {"the connection ended before the answer", "try again, or look at what is between"};
  case CURLE_WEIRD_SERVER_REPLY: return {"the answer is not HTTP", "check the address"};
  default: return {"failed", ""};
  }
}

// libcurl's own words, but never one with a proxy's password, which stands before an `@`.
std::string
detail_of(CURL* curl, CURLcode code, std::string_view said)
{
  long system_error = 0;
  curl_easy_getinfo(curl, CURLINFO_OS_ERRNO, &system_error);
  if (code == CURLE_COULDNT_CONNECT && system_error != 0) {
    return std::generic_category().message(static_cast<int>(system_error));
  }
  const bool usable = !said.empty() && said.find('@') == std::string_view::npos;
  return usable ? std::string(said) : curl_easy_strerror(code);
}

tl::unexpected<HttpError>
no_answer(CURL* curl, CURLcode code, const HttpRequest& request, const Body& body,
          std::chrono::milliseconds limit, std::string_view said)
{
  long sent_bytes = 0;
  long tunnel_status = 0;
  curl_easy_getinfo(curl, CURLINFO_REQUEST_SIZE, &sent_bytes);
  curl_easy_getinfo(curl, CURLINFO_HTTP_CONNECTCODE, &tunnel_status);
  const bool nothing_sent = sent_bytes == 0;
  if (code == CURLE_ABORTED_BY_CALLBACK) {
    return failed(request, "interrupted", nothing_sent);
  }
  if (body.too_large) {
    return failed(request,
                  fmt::format("the answer is too large, got more than {}",
                              text::byte_size(static_cast<long long>(k_answer_limit_bytes))),
                  false);
  }
  if (code == CURLE_OPERATION_TIMEDOUT) {
    return failed(request,
                  fmt::format("no whole answer within {}, got {} of it (the server or the "
                              "network is slow; try again)",
                              to_string(limit),
                              text::byte_size(static_cast<long long>(body.bytes.size()))),
                  nothing_sent);
  }
  if (tunnel_status >= 300) {
    code = CURLE_PROXY;
  } else if (code == CURLE_UNSUPPORTED_PROTOCOL && !nothing_sent) {
    code = CURLE_WEIRD_SERVER_REPLY; // an answer without a status line is called so too
  }
  const Reason reason = reason_of(code);
  return failed(request,
                fmt::format("{}, got {}{}{}{}", reason.what,
                            text::quoted(detail_of(curl, code, said), 200),
                            reason.advice.empty() ? "" : " (", reason.advice,
                            reason.advice.empty() ? "" : ")"),
                reason.not_sent || nothing_sent, is_lasting(code));
}

// Of the final answer: libcurl keeps those of a proxy's tunnel and of `100 Continue` apart.
std::vector<HttpHeader>
headers_of(CURL* curl)
{
  std::vector<HttpHeader> out;
  for (curl_header* next = curl_easy_nextheader(curl, CURLH_HEADER, -1, nullptr); next != nullptr;
       next = curl_easy_nextheader(curl, CURLH_HEADER, -1, next)) {
    out.push_back({text::lower(next->name), next->value});
  }
  return out;
}

tl::expected<HttpResponse, HttpError>
send(CURL* curl, const HttpRequest& request, std::chrono::milliseconds limit)
{
  if (const std::optional<std::string> bad = header_problem(request)) {
    return failed(request, *bad, true, true);
  }
  curl_easy_reset(curl); // keeps the connections
  std::array<char, CURL_ERROR_SIZE> said{};
  Body body;
  HttpHeaderLines lines;
  set_limits(curl, limit);
  set_certificates(curl);
  set_request(curl, request, lines);
  curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, said.data());
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, receive);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &body);
  const CURLcode code = curl_easy_perform(curl);
  tl::expected<HttpResponse, HttpError> result;
  if (code == CURLE_OK) {
    long status = 0;
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    result = HttpResponse{static_cast<int>(status), headers_of(curl), std::move(body.bytes)};
  } else {
    result = no_answer(curl, code, request, body, limit, said.data());
  }
  curl_easy_reset(curl); // lets go of what ends with this call
  return result;
}

} // namespace

HttpSender
make_http_sender()
{
  static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
  const std::shared_ptr<CURL> curl(ready == CURLE_OK ? curl_easy_init() : nullptr, CurlDeleter());
  return [curl](const HttpRequest& request, std::chrono::milliseconds limit) {
    return curl ? send(curl.get(), request, limit)
                : failed(request, "libcurl cannot be started", true);
  };
}

} // namespace leakgate
