#pragma once

#include "gate/base/process/command.hpp"
#include "gate/base/result.hpp"

#include <string>
#include <vector>

namespace leakgate {

/// Runs `command` with our own standard streams and in our own process group, as a shell does:
/// nothing of what it prints or reads passes through us. SIGTERM and SIGHUP are handed on to it;
/// after SIGINT, which a terminal sends to it as well, it is asked with SIGTERM once three seconds
/// are over. Error: it could not be started.
[[nodiscard]] Result<ExitStatus> run_in_foreground(const Command& command);

/// Becomes the program `path`, which is called by `argv`, with our environment as it is. Comes back
/// only with an error: `PATH: cannot be started, got "…"`.
[[nodiscard]] std::string become_program(const std::string& path,
                                         const std::vector<std::string>& argv);

/// Changes our own environment, for us and all that we start; no value: removes the variable. Call
/// it before there is a second thread.
void change_environment(const std::vector<Command::Variable>& changes);

} // namespace leakgate
