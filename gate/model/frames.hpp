#pragma once

#include "gate/base/name.hpp"

#include <cstddef>
#include <initializer_list>
#include <memory>
#include <utility>
#include <vector>

namespace leakgate {

/// One line of a stack. `function` is Go's full symbol without arguments, e.g.
/// `example.com/app/broker.(*Hub).Subscribe.func1`; `file` is the path Go printed.
struct Frame
{
  Name function;
  Name file;
  int line = 0;

  friend bool operator==(const Frame&, const Frame&) = default;
};

/// The frames of a stack, to be read like a vector of them. Copies share one: in a large dump most
/// goroutines have a stack that others have too.
class Frames
{
public:
  using Vector = std::vector<Frame>;
  using value_type = Frame;
  using const_iterator = Vector::const_iterator;

  Frames() = default;
  Frames(Vector frames)
      : m_shared(frames.empty() ? nullptr : std::make_shared<Vector>(std::move(frames)))
  {
  }
  Frames(std::initializer_list<Frame> frames) : Frames(Vector(frames)) {}

  [[nodiscard]] const Vector&
  all() const noexcept
  {
    static const Vector k_none;
    return m_shared ? *m_shared : k_none;
  }
  operator const Vector&() const noexcept { return all(); }
  /// For those who change them: a copy of their own, where others share it.
  [[nodiscard]] Vector&
  edit()
  {
    if (!m_shared || m_shared.use_count() > 1) {
      m_shared = std::make_shared<Vector>(all());
    }
    return *m_shared;
  }

  // As of a vector.
  [[nodiscard]] const_iterator
  begin() const noexcept
  {
    return all().begin();
  }
  [[nodiscard]] const_iterator
  end() const noexcept
  {
    return all().end();
  }
  [[nodiscard]] auto
  rbegin() const noexcept
  {
    return all().rbegin();
  }
  [[nodiscard]] auto
  rend() const noexcept
  {
    return all().rend();
  }
  [[nodiscard]] const Frame*
  data() const noexcept
  {
    return all().data();
  }
  [[nodiscard]] bool
  empty() const noexcept
  {
    return all().empty();
  }
  [[nodiscard]] std::size_t
  size() const noexcept
  {
    return all().size();
  }
  [[nodiscard]] const Frame&
  front() const noexcept
  {
    return all().front();
  }
  [[nodiscard]] const Frame&
  back() const noexcept
  {
    return all().back();
  }
  const Frame&
  operator[](std::size_t i) const noexcept
  {
    return all()[i];
  }
  void
  push_back(Frame frame)
  {
    edit().push_back(frame);
  }

  friend bool
  operator==(const Frames& a, const Frames& b)
  {
    return a.m_shared == b.m_shared || a.all() == b.all();
  }

private:
  std::shared_ptr<Vector> m_shared; ///< null: none
};

} // namespace leakgate
