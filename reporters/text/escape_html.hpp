#pragma once

#include <string>
#include <string_view>

/// What an HTML page can hold. `line` and `lines` make foreign text harmless to look at,
/// `text` and `script` put it into the page; everything goes through one of the latter.
namespace leakgate::escape_html {

/// `input` as element content or as the value of a quoted attribute: terminal::one_line, then
/// the five characters that end text, a tag or a quoted value as references
/// (https://html.spec.whatwg.org/multipage/parsing.html).
[[nodiscard]] std::string text(std::string_view input);

/// `input` without escape sequences, control bytes and marks that turn the writing direction,
/// its lines kept and its tabs as four spaces. Not escaped: for script().
[[nodiscard]] std::string lines(std::string_view input);

/// `json` (valid UTF-8) for a `<script>` element: the same JSON value without `<`, `>`, `&`,
/// U+2028 and U+2029, so that neither `</script>` nor `<!--` can stand in it. They occur in
/// strings only, where `\u003c` means the same.
[[nodiscard]] std::string script(std::string_view json);

} // namespace leakgate::escape_html
