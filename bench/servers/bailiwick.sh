# shellcheck shell=bash disable=SC2002,SC2034,SC2154
# Bailiwick, from the binary that --bailiwick names. Many zones are given as their directory, which is what `zones` is left
# out for.

bailiwick_version() { [[ -x $bailiwick ]] && "$bailiwick" version | awk 'NR == 1 { print $NF }'; }
bailiwick_configure() {
  cat >"$dir/bailiwick.yaml" <<EOF
listen: [127.0.0.1@$port]
workers: $workers
user: ""
state-directory: ""
tcp: {connections-per-client: 200}
rate-limit: {enabled: $rate_limit, responses-per-second: 1000000}
log: {level: warning}
$(bailiwick_zones)
EOF
}
bailiwick_zones() {
  if (($(wc -l <"$list") > 1000)); then
    echo "zones-directory: $(dirname "$(awk 'NR == 1 { print $2 }' "$list")")"
  else
    awk 'BEGIN { print "zones:" } { printf "- {name: %s, file: %s}\n", $1, $2 }' "$list"
  fi
}
bailiwick_start() { run_server "$bailiwick" serve --config "$dir/bailiwick.yaml"; }
bailiwick_reload() { kill -HUP "$server_pid"; }
