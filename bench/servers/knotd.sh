# shellcheck shell=bash disable=SC2002,SC2034,SC2154
# Knot DNS: one worker of each kind, no journal, no modules.

knotd_version() { knotd -V | awk '{ print $NF }'; }
knotd_configure() {
  cat >"$dir/knot.conf" <<EOF
server:
  listen: 127.0.0.1@$port
  rundir: $dir
  udp-workers: $workers
  tcp-workers: 1
  background-workers: 1
control:
  listen: $dir/knot.sock
database:
  storage: $dir
log:
  - target: stderr
    any: error
template:
  - id: default
    storage: $dir
    zonefile-sync: -1
    journal-content: none
zone:
$(awk '{ printf "  - domain: %s\n    file: %s\n", $1, $2 }' "$list")
EOF
}
knotd_start() { run_server knotd -c "$dir/knot.conf"; }
knotd_reload() { kill -HUP "$server_pid"; }
