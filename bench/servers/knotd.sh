# shellcheck shell=bash disable=SC2002,SC2034,SC2154
# Knot DNS: one worker of each kind, no journal, no modules.

knotd_version() { knotd -V | awk '{ print $NF }'; }
knotd_start() {
  cat >"$dir/knot.conf" <<EOF
server:
  listen: 127.0.0.1@$port
  rundir: $dir
  udp-workers: 1
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
  - domain: $zone
    file: $zone_file
EOF
  run_server knotd -c "$dir/knot.conf"
}
