# The table of bench/throughput from three tab-separated files: setting (key, value), versions (server, version) and
# rows (one measurement each, columns as bench/throughput writes them). Figures are medians over the rounds, with
# least and greatest in brackets. A ratio is formed within each round, then its median taken.
BEGIN { FS = "\t" }
FNR == 1 { ++file }
file == 1 { setting[$1] = $2; next }
file == 2 { version[$1] = $2; next }
{
  row = $1 SUBSEP $2 SUBSEP $3
  if (!(($2, "seen") in order)) { order[$2, "seen"] = 1; workloads[++workload_count] = $2 }
  if (!($3 in place)) { place[$3] = ++server_count; servers[server_count] = $3 }
  if ($1 > rounds) rounds = $1
  answers = $4
  rate[row] = $5 > 0 ? answers / $5 : 0
  efficiency[row] = $13 > 0 ? answers * 1e6 / $13 : 0
  busy[row] = $5 > 0 ? 100 * $13 / 1e6 / $5 : 0
  lost[row] = $6 > 0 ? 100 * $7 / $6 : 0
  octets[row] = $12
  start[row] = $14 / 1e6; start_cpu[row] = $15 / 1e6; pss[row] = $16 / 1024; peak[row] = $17 / 1024
  late[$2, $3] += $8; wrong[$2, $3] += $9; truncated[$2, $3] += $10; referrals[$2, $3] += $11; total[$2, $3] += answers
  n = split($18, parts, ",")
  for (i = 1; i <= n; ++i) { split(parts[i], pair, "="); rcode[$2, $3, pair[1]] += pair[2]; rcode_name[pair[1]] = 1 }
}

# Fills low, middle, high from figure[round, workload, server], or from its ratio to that of `base`.
function spread(figure, workload, server, base,    r, n, i, j, t, list, below) {
  n = 0
  for (r = 1; r <= rounds; ++r) {
    if (!((r, workload, server) in figure)) continue
    if (base != "" && !(figure[r, workload, base] > 0)) continue
    t = figure[r, workload, server] / (base == "" ? 1 : figure[r, workload, base])
    for (i = n++; i > 0 && list[i] > t; --i) list[i + 1] = list[i]
    list[i + 1] = t
  }
  low = n ? list[1] : 0; high = n ? list[n] : 0
  middle = n == 0 ? 0 : n % 2 ? list[(n + 1) / 2] : (list[n / 2] + list[n / 2 + 1]) / 2
  return n
}

# The peer whose median efficiency (or rate) is greatest.
function best_peer(workload,    i, best, most) {
  most = 0; best = ""
  for (i = 1; i <= server_count; ++i) {
    if (servers[i] == "floor" || servers[i] == "bailiwick") continue
    if (spread(efficiency, workload, servers[i], "") && middle > most) { most = middle; best = servers[i] }
  }
  return best
}

function ratio(figure, workload, server, base) {
  if (base == "" || !spread(figure, workload, server, base)) return "-"
  return sprintf("%.2f [%.2f-%.2f]", middle, low, high)
}

function rcode_text(workload, server,    name, text) {
  text = ""
  for (name in rcode_name) {
    if (rcode[workload, server, name]) {
      text = text sprintf("%s %.1f%%  ", name, 100 * rcode[workload, server, name] / total[workload, server])
    }
  }
  if (referrals[workload, server]) text = text sprintf("(referrals %.1f%%)  ", 100 * referrals[workload, server] / total[workload, server])
  if (truncated[workload, server]) text = text sprintf("TC %d  ", truncated[workload, server])
  if (late[workload, server]) text = text sprintf("late %d  ", late[workload, server])
  if (wrong[workload, server]) text = text sprintf("WRONG %d", wrong[workload, server])
  return text
}

function throughput_table(workload,    i, s, best, us) {
  best = best_peer(workload)
  held_back = ""
  printf "\n%s: UDP, 1 worker, at full load\n", workload
  printf "  %-12s %22s %27s %6s %6s %17s %17s %7s %6s  %s\n", "", "answers/s, thousands", "per CPU-second, thousands",
    "us CPU", "busy %", "of the floor", "of the best peer", "lost %", "octets", "rcodes"
  for (i = 1; i <= server_count; ++i) {
    s = servers[i]
    if (!spread(rate, workload, s, "")) continue
    printf "  %-12s %7.1f [%5.1f-%5.1f]", s, middle / 1e3, low / 1e3, high / 1e3
    spread(efficiency, workload, s, "")
    us = middle > 0 ? 1e6 / middle : 0
    printf " %12.1f [%5.1f-%5.1f] %6.2f", middle / 1e3, low / 1e3, high / 1e3, us
    spread(busy, workload, s, "")
    printf " %6.0f", middle
    if (low < 95) held_back = held_back " " s
    printf " %17s %17s", ratio(efficiency, workload, s, "floor"), s == best ? "best" : ratio(efficiency, workload, s, best)
    spread(lost, workload, s, "")
    printf " %7.3f", middle
    spread(octets, workload, s, "")
    printf " %6d  %s\n", middle, rcode_text(workload, s)
  }
  if (held_back != "") print "  Not at full load in every round (something else ran, or the generator fell behind):" held_back
}

function start_table(workload,    i, s) {
  printf "\n%s: start-up to the first right answer, and memory under load\n", workload
  printf "  %-12s %24s %7s %9s %9s\n", "", "start s", "CPU s", "PSS MB", "peak MB"
  for (i = 1; i <= server_count; ++i) {
    s = servers[i]
    if (s == "floor" || !spread(start, workload, s, "")) continue
    printf "  %-12s %8.3f [%6.3f-%6.3f]", s, middle, low, high
    spread(start_cpu, workload, s, "")
    printf " %7.2f", middle
    spread(pss, workload, s, "")
    printf " %9.1f", middle
    spread(peak, workload, s, "")
    printf " %9.1f\n", middle
  }
}

END {
  printf "%s, %s, %s; cores: %s\n", setting["date"], setting["processor"], setting["kernel"], setting["cores"]
  printf "%s rounds of %s s, EDNS %s, %s delegations, revision %s\n", setting["rounds"], setting["seconds"],
    setting["edns"], setting["delegations"], setting["revision"]
  for (i = 1; i <= server_count; ++i) printf "%s%s %s", (i > 1 ? "; " : ""), servers[i], version[servers[i]]
  printf "\n"
  for (w = 1; w <= workload_count; ++w) { throughput_table(workloads[w]); start_table(workloads[w]) }
  printf "\n"
}
