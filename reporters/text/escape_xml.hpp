#pragma once

#include <cstddef>
#include <string>
#include <string_view>

/// What XML 1.0 can hold. tinyxml2 escapes markup but writes control bytes, invalid UTF-8 and
/// line breaks in attributes as they are, and a conforming reader then refuses the
/// whole file or changes the text; so everything goes through here before it.
namespace leakgate::escape_xml {

/// `input` as element content: escape sequences taken out, line ends as \n, and only
/// characters of XML 1.0 (https://www.w3.org/TR/xml/#charsets).
[[nodiscard]] std::string text(std::string_view input);

/// `input` as an attribute: text() on one line, without spaces at its ends, cut at a
/// character after `limit` bytes with `…`.
[[nodiscard]] std::string attribute(std::string_view input, std::size_t limit = 1000);

/// Bytes that `clean` takes in the file once tinyxml2 has escaped it.
[[nodiscard]] std::size_t written_size(std::string_view clean);

} // namespace leakgate::escape_xml
