# shellcheck shell=bash disable=SC2002,SC2034,SC2154
# Bailiwick, from the binary that --bailiwick names.

bailiwick_version() { [[ -x $bailiwick ]] && "$bailiwick" version | awk 'NR == 1 { print $NF }'; }
bailiwick_start() {
  cat >"$dir/bailiwick.yaml" <<EOF
listen: [127.0.0.1@$port]
workers: 1
user: ""
state-directory: ""
zones: [{name: $zone, file: $zone_file}]
log: {level: warning}
EOF
  run_server "$bailiwick" serve --config "$dir/bailiwick.yaml"
}
