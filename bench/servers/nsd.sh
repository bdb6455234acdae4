# shellcheck shell=bash disable=SC2002,SC2034,SC2154
# NSD: one server process beside its main and transfer processes, no rate limit, no statistics.

nsd_version() { nsd -v 2>&1 | awk '/version/ { print $NF; exit }'; }
nsd_configure() {
  cat >"$dir/nsd.conf" <<EOF
server:
  server-count: $workers
  tcp-count: 200
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
$(awk '{ printf "zone:\n  name: %s\n  zonefile: \"%s\"\n", $1, $2 }' "$list")
EOF
}
nsd_start() { run_server nsd -d -c "$dir/nsd.conf"; }
nsd_reload() { kill -HUP "$server_pid"; }
