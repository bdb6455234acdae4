// What a value of the option table is stored into or shown from: the Config, or one record of a list. Borrowed; it
// knows its type, so that a table that is used with another record ends in an assertion.
#pragma once

#include <concepts>

#include "base/assert.h"

namespace bailiwick::config {

template <class T>
inline constexpr char kType = 0;  // its address stands for T

class Record {
 public:
  template <class T>
  requires(!std::same_as<T, Record>) Record(T& record) : at_(&record), type_(&kType<T>) {}
  template <class T>
  T& as() const {
    BAILIWICK_ASSERT(type_ == &kType<T>);
    return *static_cast<T*>(at_);
  }

 private:
  friend class ConstRecord;
  void* at_;
  const void* type_;
};

class ConstRecord {
 public:
  ConstRecord(const Record& record) : at_(record.at_), type_(record.type_) {}
  template <class T>
  requires(!std::same_as<T, Record> && !std::same_as<T, ConstRecord>) ConstRecord(const T& record)
      : at_(&record), type_(&kType<T>) {}
  template <class T>
  const T& as() const {
    BAILIWICK_ASSERT(type_ == &kType<T>);
    return *static_cast<const T*>(at_);
  }

 private:
  const void* at_;
  const void* type_;
};

}  // namespace bailiwick::config
