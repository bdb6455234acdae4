# shellcheck shell=bash disable=SC2034,SC2154
# The measurements of bench/throughput, one function a row. Each writes lines with record(); README.md says what the
# figures mean, lib/tables.py prints them.

rows="throughput scaling limit micro reload soak"

# data_of WORKLOAD: the zones and questions that it uses.
data_of() { [[ $1 == tcp ]] && echo small || echo "$1"; }

# full_load WORKLOAD SERVER SECONDS: as much as the server takes, the report in $work/load.
full_load() {
  local how=(--window "$window")
  [[ $1 == tcp ]] && how=(--tcp 100 --depth 10)
  [[ $2 == floor ]] && how+=(--any-reply)
  attend generate "$work/load" "$(data_of "$1")" --seconds "$3" "${how[@]}"
}

# loaded_cpu WORKLOAD SERVER: warm-up, then the full load; leaves the server's CPU time under it in `cpu_us`.
loaded_cpu() {
  local before after
  full_load "$1" "$2" "$warmup"
  before=$(cpu_ticks "$server_pid")
  full_load "$1" "$2" "$seconds" || echo "$2 answered nothing, or ended, under load on $1" >&2
  after=$(cpu_ticks "$server_pid")
  cpu_us=$(((after - before) * 1000000 / ticks))
}

# The floor's answers on signed zones are to be as long as Bailiwick's, in the mean: that length, in `pad`.
measure_pad() {
  has_row throughput && has_workload signed && has_server floor && has_server bailiwick || return
  say "the length of Bailiwick's answers from the signed zone"
  begin_server bailiwick signed || { failed=1; return; }
  full_load signed bailiwick "$warmup"
  pad=$(awk '$1 == "reply_octets" { printf "%.0f", $2 }' "$work/load")
  stop_server
}

# Start, full load and memory of one server.
measure_throughput() {
  local round=$1 workload=$2 server=$3 pss loading_peak
  begin_server "$server" "$(data_of "$workload")" || { failed=1; return; }
  loading_peak=$(peak_kb "$server_pid")
  pin "$server_pid" "$server_core" || echo "$server: could not be pinned" >&2
  loaded_cpu "$workload" "$server"
  pss=$(pss_kb "$server_pid")
  stop_server
  record kind=throughput round="$round" workload="$workload" server="$server" cpu_us="$cpu_us" start_us="$start_us" \
    start_cpu_us=$((start_ticks * 1000000 / ticks)) pss_kb="$pss" peak_kb=$((loading_peak > pss ? loading_peak : pss)) \
    "$(fields "$work/load")"
}

# Bailiwick with a number of workers, each with a core where there are enough beside the generator's.
measure_scaling() {
  local round=$1 workload=$2 cores=$server_core
  workers=$3
  ((workers == 1)) || cores="$server_core,${third_core:-$load_core}"
  begin_server bailiwick "$(data_of "$workload")" || { failed=1; return; }
  pin "$server_pid" "$cores" || echo "bailiwick: could not be pinned" >&2
  loaded_cpu "$workload" bailiwick
  stop_server
  record kind=scaling round="$round" workload="$workload" server=bailiwick workers="$workers" cpu_us="$cpu_us" \
    own_cores="$([[ $workers == 1 || -n $third_core ]] && echo 1 || echo 0)" "$(fields "$work/load")"
  workers=1
}

# What rate limiting costs where nobody is limited: Bailiwick without it and with it, the limit out of reach.
measure_limit() {
  local round=$1 workload=$2
  rate_limit=$3
  begin_server bailiwick "$workload" || { failed=1; rate_limit=false; return; }
  pin "$server_pid" "$server_core" || echo "bailiwick: could not be pinned" >&2
  loaded_cpu "$workload" bailiwick
  stop_server
  record kind=limit round="$round" workload="$workload" server=bailiwick limited="$([[ $rate_limit == true ]] && echo 1 || echo 0)" \
    cpu_us="$cpu_us" "$(fields "$work/load")"
  rate_limit=false
}

# The answer path without a network, on the zones and questions of the workloads.
measure_micro() {
  [[ -x $tools/bench_micro ]] || { echo "bench_micro does not build (libbenchmark-dev): no row micro" >&2; return; }
  BENCH_WORKLOADS=$work attend taskset --cpu-list "$server_core" "$tools/bench_micro" --benchmark_filter=^workload \
    --benchmark_format=csv >"$work/micro" 2>/dev/null || { echo "bench_micro failed" >&2; failed=1; return; }
  awk -F, -v round="$1" '
    { gsub(/"/, "") }
    $1 == "name" { for (i = 1; i <= NF; ++i) if ($i == "per_answer") at = i; next }
    at && $1 ~ /^workload\// { sub(/^workload\//, "", $1); sub(/\/.*/, "", $1)
      printf "kind=micro\tround=%d\tworkload=%s\tserver=bailiwick\tns=%.1f\n", round, $1, $at * 1e9 }' \
    "$work/micro" >>"$work/measurements"
}

# open_load SECONDS: at $rate, in small bursts from many ports, by a generator that nothing keeps from its core. The
# report is in $work/load.
open_load() { generate "$work/load" delegations --seconds "$1" --rate "$rate" --burst 8 --ports 1024 --nap 20 --timeout 5000; }

# next_serial: a new version of the zone of delegations, its serial in `serial`.
next_serial() {
  local file
  read -r _ file <"$work/delegations.list"
  sed -i "3s/ $serial / $((serial + 1)) /" "$file"
  serial=$((serial + 1))
}

# watch_peak: as long as the load lasts, the greatest PSS of a server of several processes, in `peak`. A single process
# knows its own.
watch_peak() {
  local pss
  peak=0
  (($(tree "$server_pid" | wc -l) > 1)) || return
  while kill -0 "$1" 2>/dev/null; do
    pss=$(pss_kb "$server_pid")
    ((pss > peak)) && peak=$pss
    sleep 0.2
  done
}

# The reload of the delegations at a third of full speed, after the same load without. Not pinned: a reload may take the
# other core, as it would.
measure_reload() {
  local round=$1 server=$2 base loader took own overflow urgent=""
  begin_server "$server" delegations || { failed=1; return; }
  full_load delegations "$server" 1
  rate=$(awk '$1 == "answers" { n = $2 } $1 == "seconds" { s = $2 } END { print (s > 0 ? int(n / s / 3) : 1000) }' "$work/load")
  chrt -f 1 true 2>/dev/null && urgent="chrt -f 1"
  attend open_load "$seconds"
  base=$(field latency_99_9_us)
  next_serial
  reset_peak "$server_pid"
  in_background open_load 600
  loader=$started
  in_background reload_and_end "$server" "$loader"
  watch_peak "$loader"
  wait "$started"
  wait "$loader"
  background_pids=""
  own=$(peak_kb "$server_pid") overflow=$(dropped "$port")
  stop_server
  took=$(field took_us "$work/reload")
  ((took > 0)) || { echo "$server did not serve the new version of the zone within $start_limit s" >&2; failed=1; return; }
  record kind=reload round="$round" workload=delegations server="$server" rate="$rate" without_99_9_us="$base" \
    took_us="$took" dropped_by_server_socket="$overflow" peak_kb=$((own > peak ? own : peak)) "$(fields "$work/load")"
}

# reload_and_end SERVER LOADER: half a second of load, the reload, half a second more; then the load ends. How long the
# reload took is in $work/reload.
reload_and_end() {
  local began
  rm -f "$work/reload"
  sleep 0.5
  began=${EPOCHREALTIME/./}
  "${1}_reload"
  setpriv --pdeathsig TERM "$tools/bench_probe" --server "127.0.0.1@$port" --seconds "$start_limit" --serial "$serial" test SOA &&
    echo "took_us $((${EPOCHREALTIME/./} - began))" >"$work/reload"
  sleep 0.5
  kill -TERM "$2" 2>/dev/null
}

# Once, whatever the rounds: bench/soak with its report.
measure_soak() {
  attend "$bench/soak" --minutes "$minutes" --bailiwick "$bailiwick" --build "$build" --port "$port" \
    --cores "$server_core,$load_core" --record "$work/soak" >&2
  [[ -s $work/soak ]] || { failed=1; return; }  # a soak that fails has a report too: a row that falls short
  record kind=soak round=1 server=bailiwick "$(fields "$work/soak")"
}
