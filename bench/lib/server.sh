# shellcheck shell=bash disable=SC2034,SC2154
# A server's life in bench/throughput and bench/soak: configured, started, timed until it answers, pinned, ended.

for file in "$bench"/servers/*.sh; do source "$file"; done
peers="nsd knotd named pdns_server"
workers=1 rate_limit=false start_limit=300 edns=off pad=0

# Called by NAME_start: the command as leader of a process group of its own, its output in the server's directory.
run_server() {
  setpriv --pdeathsig TERM setsid "$@" >"$dir/output" 2>&1 </dev/null &
  server_pid=$!
}

# await ARGUMENT...: bench_probe on the server.
await() { attend taskset --cpu-list "$load_core" "$tools/bench_probe" --server "127.0.0.1@$port" --seconds "$start_limit" "$@"; }

# begin_server SERVER DATA: started on the zones of DATA; start_us and start_ticks are what that took up to the first
# right answer (to all of DATA.first). Not timed: writing its configuration.
begin_server() {
  local server=$1 right="" began
  dir="$work/$server" list="$work/$2.list"
  rm -rf "$dir"
  mkdir "$dir" || die "cannot make $dir"
  ! port_taken "$port" || die "port $port is taken; choose another with --port"
  [[ $server == floor ]] && right=--any-reply
  "${server}_configure"
  began=${EPOCHREALTIME/./}
  "${server}_start"
  # shellcheck disable=SC2046,SC2086
  if ! await $right $(cat "$work/$2.first"); then
    echo "$server gave no right answer on $2 within $start_limit s, or ended:" >&2
    tail -n 5 "$dir"/output "$dir"/*.log >&2 2>/dev/null
    stop_server
    return 1
  fi
  start_us=$((${EPOCHREALTIME/./} - began)) start_ticks=$(cpu_ticks "$server_pid")
}

stop_server() {
  [[ -n $server_pid ]] && end_group "$server_pid"
  server_pid=""
}

# Leaves in `servers` those that are here, and their versions in $work/versions.
find_servers() {
  local name version found=""
  touch "$work/versions"
  for name in $servers; do
    declare -F "${name}_start" >/dev/null || die "$name: no such server; see --help"
    if [[ $name == floor || $name == bailiwick ]] || command -v "$name" >/dev/null; then
      version=$("${name}_version") && found+=" $name" && printf '%s\t%s\n' "$name" "$version" >>"$work/versions" && continue
    fi
    echo "$name is not here: left out" >&2
  done
  servers=${found# }
  [[ -n $servers ]] || die "no server to measure"
}

has_server() { [[ " $servers " == *" $1 "* ]]; }
