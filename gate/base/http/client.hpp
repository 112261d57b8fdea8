#pragma once

#include "gate/base/http/message.hpp"

#include <filesystem>
#include <string>

namespace leakgate {

/// A sender over libcurl. Proxies as the environment says (http_proxy, https_proxy, all_proxy,
/// no_proxy; curl(1), ENVIRONMENT); certificates are always checked, against SSL_CERT_FILE /
/// CURL_CA_BUNDLE / SSL_CERT_DIR where set, otherwise the system's. Only http and https; no
/// redirect is followed; an answer of more than 64 MiB is an error; a connection is kept
/// between calls. Ends early, with an error, once interrupt_requested(). The sender is for one
/// thread at a time.
[[nodiscard]] HttpSender make_http_sender();

/// What servers are checked by, as OpenSSL takes it; an empty one is not there.
struct CertificatePlaces
{
  std::string file;
  std::string folder;

  friend bool operator==(const CertificatePlaces&, const CertificatePlaces&) = default;
};

/// Those of SSL_CERT_FILE or CURL_CA_BUNDLE, and of SSL_CERT_DIR. Where no file is named, it is the
/// system's, looked for below `root`: a program that is linked statically is one for all
/// distributions, and each has them elsewhere.
[[nodiscard]] CertificatePlaces certificate_places(const std::filesystem::path& root = "/");

} // namespace leakgate
