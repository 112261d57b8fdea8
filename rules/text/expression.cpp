#include "rules/text/expression.hpp"

#include <re2/re2.h>

namespace leakgate::rules {

std::shared_ptr<const re2::RE2>
compile_expression(std::string_view expression)
{
  constexpr std::int64_t k_most_memory = 1 << 20;
  re2::RE2::Options options(re2::RE2::Quiet);
  options.set_max_mem(k_most_memory);
  return std::make_shared<const re2::RE2>(re2::StringPiece(expression.data(), expression.size()),
                                          options);
}

} // namespace leakgate::rules
