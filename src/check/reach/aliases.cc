#include "check/reach/report.h"
namespace bailiwick::check {
void follow_aliases(Report&, const Origins&) {}
}  // namespace bailiwick::check
