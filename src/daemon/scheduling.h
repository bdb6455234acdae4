// How the kernel shares the cores among our threads: those that answer go first, and those that load a zone get their
// share all the same, however busy the server is. Each is a wish, and without it all is as it was: the kernel may be
// older, or not allow it.
#pragma once

namespace bailiwick::daemon {

// For a thread that answers: when a query wakes it, it need not wait until whoever has the core has used up a time
// slice of its own, which takes milliseconds where several do. Its share of the core stays the same. Linux 6.12 and
// newer.
void ask_for_short_slices();

// For a thread that loads, and the threads that it starts: a tenth of what a worker gets that wants the same core.
// (SCHED_IDLE would be three thousandths, so that on a busy machine no reload ever ended.)
void go_behind_workers();

}  // namespace bailiwick::daemon
