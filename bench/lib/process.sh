# shellcheck shell=bash disable=SC2002,SC2034,SC2154
# What /proc tells about a server and the processes that it started, and how to end them. Sourced by bench/throughput and bench/soak.
# Every server is started as the leader of a session of its own (setsid), so that its whole tree, and nothing else, is
# one process group.

# tree PID: PID and all its descendants, one a line.
tree() {
  cat /proc/[0-9]*/stat 2>/dev/null | awk -v root="$1" '
    { pid = $1; sub(/^.*\) /, ""); parent[pid] = $2 }
    END {
      for (pid in parent) {
        for (p = pid; p != root && p > 1 && depth++ < 1000; p = parent[p]) {}
        depth = 0
        if (p == root && (root in parent)) print pid
      }
    }'
}

# tree_files PID NAME: the /proc files NAME of the tree.
tree_files() {
  local pid
  for pid in $(tree "$1"); do echo "/proc/$pid/$2"; done
}

# cpu_ticks PID: user and system time of the tree in clock ticks, with that of children already waited for.
cpu_ticks() {
  # shellcheck disable=SC2046
  cat $(tree_files "$1" stat) 2>/dev/null | awk '{ sub(/^.*\) /, ""); sum += $12 + $13 + $14 + $15 } END { print sum + 0 }'
}

# pss_kb PID: proportional set size of the tree: pages that processes share are counted once in the sum.
pss_kb() {
  # shellcheck disable=SC2046
  cat $(tree_files "$1" smaps_rollup) 2>/dev/null | awk '/^Pss:/ { sum += $2 } END { print sum + 0 }'
}

# peak_kb PID: the greatest resident set that one process of the tree has had.
peak_kb() {
  # shellcheck disable=SC2046
  cat $(tree_files "$1" status) 2>/dev/null | awk '/^VmHWM:/ && $2 > max { max = $2 } END { print max + 0 }'
}

# reset_peak PID: what peak_kb then says is the greatest from now on.
reset_peak() {
  local file
  for file in $(tree_files "$1" clear_refs); do echo 5 >"$file"; done
}

# dropped PORT: packets to it that found no room in the sockets bound to it (IPv4).
dropped() {
  awk -v hex="$(printf '%04X' "$1")" '{ split($2, local, ":"); if (local[2] == hex) sum += $NF } END { print sum + 0 }' /proc/net/udp
}

# pin PID CORES: all threads of the tree onto these.
pin() {
  local pid
  for pid in $(tree "$1"); do taskset --all-tasks --cpu-list --pid "$2" "$pid" >/dev/null || return 1; done
}

# group_alive PGID: whether the process group still has a member that is not a zombie.
group_alive() {
  cat /proc/[0-9]*/stat 2>/dev/null | awk -v group="$1" '
    { sub(/^.*\) /, ""); if ($3 == group && $1 != "Z") found = 1 } END { exit !found }'
}

# end_group PID: SIGTERM to a leader that this script started, ten seconds to end, then SIGKILL to what is left.
end_group() {
  local tries
  kill -TERM "$1" 2>/dev/null
  for ((tries = 0; tries < 100; ++tries)); do
    group_alive "$1" || break
    sleep 0.1
  done
  group_alive "$1" && kill -KILL -- "-$1" 2>/dev/null
  wait "$1" 2>/dev/null
  return 0
}

# port_taken PORT: whether any socket of this machine is bound to it.
port_taken() {
  local hex
  hex=$(printf '%04X' "$1")
  cat /proc/net/{udp,udp6,tcp,tcp6} 2>/dev/null | awk -v hex="$hex" '
    { split($2, local, ":"); if (local[2] == hex && $4 != "06") found = 1 } END { exit !found }'
}
