#pragma once

#include <filesystem>
#include <string>

namespace leakgate {

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
