#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace leakgate {

/// True when `text` is made of ASCII letters, digits and `others` alone.
[[nodiscard]] bool holds_only(std::string_view text, std::string_view others);

/// `text` percent-encoded for one segment of a path: all but letters, digits and `-._~`
/// (RFC 3986, 2.3).
[[nodiscard]] std::string url_segment(std::string_view text);

/// The reverse of url_segment; no value when a `%` stands before anything but two hexadecimal
/// digits.
[[nodiscard]] std::optional<std::string> from_url_segment(std::string_view text);

/// The address that `reference`, which a server sent with the answer of `url`, stands for; no value
/// when it is on another server (scheme, host or port differ), or not surely on the same. A
/// reference is a whole address or a path from the root; others are refused.
[[nodiscard]] std::optional<std::string> url_on_same_server(const std::string& url,
                                                            std::string_view reference);

/// True for an http or https address of at most 2000 bytes that holds no user's name and nothing
/// that could end a link or begin other markup.
[[nodiscard]] bool is_plain_address(std::string_view url);

/// `url` as the target of a Markdown link, `(https://…)`; empty for what is no plain address.
[[nodiscard]] std::string markdown_link_target(std::string_view url);

} // namespace leakgate
