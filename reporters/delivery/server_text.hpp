#pragma once

#include "gate/base/http/message.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace leakgate {

/// What the body of an error says, in one quoted and cut piece: of JSON `message` or `error` with
/// what stands below `errors` (GitHub: a text or `resource`, `field`, `code`, `message`; GitLab:
/// texts in objects and lists), otherwise the first line. `an empty answer` when there is none.
[[nodiscard]] std::string server_text(std::string_view body);

/// The address with `rel="next"` in the Link headers (RFC 8288), as it stands there.
[[nodiscard]] std::optional<std::string> next_link(const std::vector<HttpHeader>& headers);

} // namespace leakgate
