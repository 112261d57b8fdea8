#pragma once

#include "rules/config/config.hpp"

#include <string>
#include <vector>

namespace leakgate::test {

/// What is wrong with a configuration named `c`; empty when nothing is.
inline std::vector<std::string>
config_errors(const std::string& yaml)
{
  const auto config = parse_config(yaml, "c");
  return config ? std::vector<std::string>() : config.error();
}

/// The one thing that is wrong with it; all of it in one text when it is not one.
inline std::string
config_error(const std::string& yaml)
{
  std::string all;
  for (const std::string& error : config_errors(yaml)) {
    all += (all.empty() ? "" : "\n") + error;
  }
  return all;
}

} // namespace leakgate::test
