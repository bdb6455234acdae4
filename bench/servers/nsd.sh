# shellcheck shell=bash disable=SC2002,SC2034,SC2154
# NSD: one server process beside its main and transfer processes, no rate limit, no statistics.

nsd_version() { nsd -v 2>&1 | awk '/version/ { print $NF; exit }'; }
nsd_start() {
  cat >"$dir/nsd.conf" <<EOF
server:
  server-count: 1
  ip-address: 127.0.0.1@$port
  reuseport: yes
  username: ""
  zonesdir: "$dir"
  database: ""
  pidfile: ""
  xfrdfile: "$dir/xfrd.state"
  xfrdir: "$dir"
  zonelistfile: "$dir/zone.list"
  logfile: "$dir/nsd.log"
  verbosity: 0
  minimal-responses: yes
  rrl-ratelimit: 0
  rrl-whitelist-ratelimit: 0
remote-control:
  control-enable: no
zone:
  name: $zone
  zonefile: "$zone_file"
EOF
  run_server nsd -d -c "$dir/nsd.conf"
}
