# shellcheck shell=bash disable=SC2034,SC2154
# What bench/throughput and bench/soak have in common: building, cores, workloads, running a tool, and leaving nothing
# behind. Sourced after process.sh. `me` is the name of the script, for messages.

server_pid="" tool_pid="" background_pids="" server_core="" load_core=""
ticks=$(getconf CLK_TCK)

die() { echo "$me: $*" >&2; exit 2; }

# is_number VALUE: a positive whole number. is_decimal VALUE: one that may have a fraction.
is_number() { [[ $1 =~ ^[1-9][0-9]{0,8}$ ]]; }
is_decimal() { [[ $1 =~ ^[0-9]{1,4}([.][0-9]+)?$ ]]; }

# Builds what is to be measured and what measures it; a binary given by --bailiwick is taken as it is.
build_tools() {
  tools="$build/bench"
  if [[ ! -f $build/build.ninja ]]; then
    cmake -S "$bench/.." --preset release -B "$build" -DBUILD_TESTING=OFF >&2 || die "cannot configure $build"
  fi
  attend ninja -C "$build" bench_tools >&2 || die "cannot build the tools"
  [[ -n $bailiwick || " $servers " != *" bailiwick "* ]] && return
  bailiwick="$build/bailiwick"
  attend ninja -C "$build" bailiwick >&2 || echo "bailiwick does not build" >&2
}

choose_cores() {
  local allowed
  [[ -n $server_core ]] && return
  allowed=$(taskset -cp $$ | awk -F': ' '{
    n = split($2, parts, ",")
    for (i = 1; i <= n; ++i) { m = split(parts[i], ends, "-"); for (c = ends[1]; c <= ends[m]; ++c) printf "%d ", c }
  }')
  read -r server_core load_core third_core _ <<<"$allowed"
  [[ -n $load_core ]] || { load_core=$server_core; echo "one core only: server and generator share it" >&2; }
}

make_work() {
  work=$(mktemp -d "${TMPDIR:-/tmp}/$me.XXXXXX") || exit 1
  trap leave EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM HUP
}

leave() {
  local status=$? pid
  trap - EXIT INT TERM HUP
  for pid in $tool_pid $background_pids; do kill -TERM "$pid" 2>/dev/null; done
  stop_server
  [[ -n ${work:-} ]] && rm -rf "$work"
  exit "$status"
}

# make_workload NAME [COUNT]: its zones and questions, in $work/NAME.*
make_workload() {
  attend "$tools/bench_zones" --directory "$work" "$@" || die "cannot write the zones of $1"
}

# One of our tools. As a job that is waited for, because a signal interrupts `wait` but not a command. It fails as soon
# as the server ends, which it should not do on its own.
attend() {
  local status
  "$@" &
  tool_pid=$!
  # shellcheck disable=SC2086
  wait -n $tool_pid $server_pid
  status=$?
  if kill -0 "$tool_pid" 2>/dev/null; then
    kill -TERM "$tool_pid"
    status=1
  fi
  tool_pid=""
  return "$status"
}

# edns_of DATA: what OPT its questions have. Who asks for a signed zone's data asks for its signatures.
edns_of() { [[ $1 == signed ]] && echo "do" || echo "$edns"; }

# generate OUTPUT DATA ARGUMENT...: bench_load on the generator's core with the questions of DATA, its report in OUTPUT.
generate() {
  local output=$1 data=$2
  shift 2
  # shellcheck disable=SC2086
  exec ${urgent:-} taskset --cpu-list "$load_core" "$tools/bench_load" --server "127.0.0.1@$port" \
    --questions "$work/$data.questions" --edns "$(edns_of "$data")" "$@" >"$output"
}

# in_background COMMAND...: leaves its process in `started`; leave() ends it if nobody has waited for it.
in_background() {
  "$@" &
  started=$!
  background_pids+=" $started"
}

# field KEY [FILE]: a number of a report of "key value" lines, 0 if it is not there.
field() { awk -v key="$1" '$1 == key { value = $2 } END { print value + 0 }' "${2:-$work/load}"; }

# fields FILE: the whole report as one line for record().
fields() { awk '{ printf "%s%s=%s", sep, $1, $2; sep = "\t" }' "$1"; }

# record KEY=VALUE...: one measurement, a line of $work/measurements. An argument may hold several, tabs between.
record() { (IFS=$'\t'; echo "$*") >>"$work/measurements"; }
