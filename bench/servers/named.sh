# shellcheck shell=bash disable=SC2002,SC2034,SC2154
# BIND: one thread, authoritative only, no rate limit, no query log.

named_version() { named -V | awk '{ print $2; exit }'; }
named_configure() {
  cat >"$dir/named.conf" <<EOF
options {
  directory "$dir";
  listen-on port $port { 127.0.0.1; };
  listen-on-v6 { none; };
  pid-file none;
  session-keyfile "$dir/session.key";
  recursion no;
  allow-transfer { none; };
  dnssec-validation no;
  empty-zones-enable no;
  minimal-responses no-auth;
  notify no;
};
controls { };
logging {
  channel errors { file "$dir/named.log"; severity error; };
  category default { errors; };
};
$(awk '{ printf "zone \"%s\" { type primary; file \"%s\"; };\n", $1, $2 }' "$list")
EOF
}
named_start() { run_server named -f -n "$workers" -c "$dir/named.conf"; }
named_reload() { kill -HUP "$server_pid"; }
