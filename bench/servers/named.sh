# shellcheck shell=bash disable=SC2002,SC2034,SC2154
# BIND: one thread, authoritative only, no rate limit, no query log.

named_version() { named -V | awk '{ print $2; exit }'; }
named_start() {
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
zone "$zone" { type primary; file "$zone_file"; };
EOF
  run_server named -f -n 1 -c "$dir/named.conf"
}
