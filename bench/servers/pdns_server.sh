# shellcheck shell=bash disable=SC2002,SC2034,SC2154
# PowerDNS: the bind backend, one receiver that answers itself, its caches at their defaults.

pdns_server_version() { pdns_server --version 2>&1 | awk '/Authoritative Server/ { sub(/.*Server /, ""); print $1; exit }'; }
pdns_server_configure() {
  awk '{ printf "zone \"%s\" { type master; file \"%s\"; };\n", $1, $2 }' "$list" >"$dir/zones.conf"
  cat >"$dir/pdns.conf" <<EOF
launch=bind
bind-config=$dir/zones.conf
local-address=127.0.0.1
local-port=$port
socket-dir=$dir
receiver-threads=$workers
max-tcp-connections=200
distributor-threads=1
consistent-backends=yes
disable-axfr=yes
security-poll-suffix=
loglevel=3
EOF
}
pdns_server_start() { run_server pdns_server --config-dir="$dir" --daemon=no --guardian=no; }
