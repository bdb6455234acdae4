// main() of every doctest program, and who notices that a test case fails (support/failure.h).
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>

#include "failure.h"

namespace {

struct FailureWatch : doctest::IReporter {
  explicit FailureWatch(const doctest::ContextOptions& /*options*/) {}
  void report_query(const doctest::QueryData& /*in*/) override {}
  void test_run_start() override {}
  void test_run_end(const doctest::TestRunStats& /*in*/) override {}
  void test_case_start(const doctest::TestCaseData& /*in*/) override { bailiwick::support::test_case_failed = false; }
  void test_case_reenter(const doctest::TestCaseData& /*in*/) override {}
  void test_case_end(const doctest::CurrentTestCaseStats& /*in*/) override {}
  void test_case_exception(const doctest::TestCaseException& /*in*/) override {}
  void subcase_start(const doctest::SubcaseSignature& /*in*/) override {}
  void subcase_end() override {}
  void log_assert(const doctest::AssertData& in) override {
    if (in.m_failed) bailiwick::support::test_case_failed = true;
  }
  void log_message(const doctest::MessageData& in) override {
    if (in.m_severity != doctest::assertType::is_warn) bailiwick::support::test_case_failed = true;
  }
  void test_case_skipped(const doctest::TestCaseData& /*in*/) override {}
};

}  // namespace

REGISTER_LISTENER("failure", 1, FailureWatch);
