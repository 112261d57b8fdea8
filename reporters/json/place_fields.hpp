#pragma once

#include "gate/model/finding.hpp"

#include <concepts>
#include <type_traits>

/// The fields of places, and of what stands at them, in the JSON result: see result_fields.hpp.
namespace leakgate::result_fields {

template <typename T, typename Model>
concept Of = std::same_as<std::remove_const_t<T>, Model>;

template <typename V, Of<Place> T>
void
fields(V& visit, T& place)
{
  visit("function", place.function);
  visit("file", place.file);
  visit("line", place.line);
}

template <typename V, Of<Frame> T>
void
fields(V& visit, T& frame)
{
  visit("function", frame.function);
  visit("file", frame.file);
  visit("line", frame.line);
}

template <typename V, Of<Ancestor> T>
void
fields(V& visit, T& ancestor)
{
  visit("id", ancestor.id);
  if constexpr (std::is_const_v<T>) {
    visit("frames", ancestor.frames.all());
  } else {
    visit("frames", ancestor.frames.edit());
  }
  visit("created_by", ancestor.created_by);
}

template <typename V, Of<WayOut> T>
void
fields(V& visit, T& way)
{
  visit("code", way.code);
  visit("at", way.at);
  visit("certain", way.certain);
  visit("closed", way.closed);
}

template <typename V, Of<KeptBy> T>
void
fields(V& visit, T& keeper)
{
  visit("name", keeper.name);
  visit("at", keeper.at);
}

template <typename V, Of<HeldLock> T>
void
fields(V& visit, T& lock)
{
  visit("name", lock.name);
  visit("at", lock.at);
}

} // namespace leakgate::result_fields
