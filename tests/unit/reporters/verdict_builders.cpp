#include "tests/unit/reporters/verdict_builders.hpp"

#include <utility>

namespace verdicts {

using namespace leakgate;

Finding
finding(std::string package, std::string test, std::string function, std::string file, int line)
{
  Finding f;
  f.fingerprint = "v1:00112233445566778899aabbccddeeff";
  f.rule = "goroutine-leak";
  f.severity = Severity::high;
  f.package = std::move(package);
  f.test = std::move(test);
  f.count = 1;
  f.state = "chan send";
  f.wait = Wait::chan_send;
  f.message = "goroutine blocked forever in chan send";
  f.started = {function, file, line};
  f.blocked = {function + ".func1", file, line + 1};
  return f;
}

TestCase
test(std::string name, TestOutcome outcome, double seconds, std::string output)
{
  return {std::move(name), outcome, Seconds(seconds), std::move(output)};
}

PackageRun
package_run(std::string path, PackageEnd end, double seconds, std::vector<TestCase> tests,
            std::string output)
{
  return {std::move(path),
          end,
          false,
          Seconds(seconds),
          std::move(tests),
          std::move(output),
          {},
          "",
          ""};
}

PackageVerdict
judged(std::string path, PackageEnd end, Ledger ledger)
{
  PackageVerdict p;
  p.import_path = std::move(path);
  p.end = end;
  p.source = EvidenceSource::probe;
  p.judged = true;
  p.ledger = ledger;
  p.goroutines_before = ledger.in_before + ledger.runtime;
  p.goroutines_after = ledger.seen;
  p.settle_ms = 12;
  return p;
}

PackageVerdict
not_judged(std::string path, PackageEnd end, std::string note)
{
  PackageVerdict p;
  p.import_path = std::move(path);
  p.end = end;
  p.note = std::move(note);
  return p;
}

void
add(Verdict& verdict, PackageVerdict package)
{
  verdict.ledger += package.ledger;
  verdict.packages.push_back(std::move(package));
}

Ledger
ledger(std::int64_t before, std::int64_t runtime, std::int64_t allowed, std::int64_t reported)
{
  Ledger l;
  l.seen = before + runtime + allowed + reported;
  l.in_before = before;
  l.runtime = runtime;
  l.allowed = allowed;
  l.reported = reported;
  return l;
}

HeapSummary
heap(std::int64_t before, std::int64_t after)
{
  HeapSummary h;
  h.before_bytes = before;
  h.after_bytes = after;
  h.sites = {
      {{"example.com/app/broker.(*Hub).grow", "broker/hub.go", 77}, 8 << 20, 1024},
      {{"example.com/app/internal/cache.New[...]", "internal/cache/cache.go", 31}, 1 << 19, 1},
      {{"bytes.growSlice", "$GOROOT/src/bytes/buffer.go", 249}, 70000, 3}};
  return h;
}

Finding
limit(FindingKind kind, std::string rule, std::string package, std::string message)
{
  Finding f;
  f.fingerprint = "v1:33333333333333333333333333333333";
  f.kind = kind;
  f.rule = std::move(rule);
  f.package = std::move(package);
  f.message = std::move(message);
  return f;
}

} // namespace verdicts
