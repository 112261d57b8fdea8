#pragma once

#include "gate/app/line/command_line.hpp"

/// The options that several commands have. What one command alone has stands in its file.
namespace leakgate::shared_options {

/// How a suite is judged.
extern const OptionRow k_settle;
extern const OptionRow k_proof;
extern const OptionRow k_ancestors;
extern const OptionRow k_confirm;
extern const OptionRow k_heap;
extern const OptionRow k_fail_on;
extern const OptionRow k_baseline;
extern const OptionRow k_config;
extern const OptionRow k_new_from_rev;
extern const OptionRow k_no_cache;

/// How a verdict is shown and delivered.
extern const OptionRow k_report;
extern const OptionRow k_base;
extern const OptionRow k_comment_key;
extern const OptionRow k_require_delivery;
extern const OptionRow k_quiet;
extern const OptionRow k_verbose;

} // namespace leakgate::shared_options
