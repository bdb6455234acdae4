# The results of bench/throughput as JSON: the same three files as table.awk reads, every measurement kept.
BEGIN {
  FS = "\t"
  columns = split("round workload server answers seconds sent lost late wrong truncated referrals reply_octets " \
                  "cpu_us start_us start_cpu_us pss_kb peak_kb rcodes", column, " ")
}
function quoted(text) {
  gsub(/["\\]/, "\\\\&", text)
  gsub(/[[:cntrl:]]/, " ", text)
  return "\"" text "\""
}
function rcodes(text,    n, i, parts, pair, out) {
  n = split(text, parts, ",")
  for (i = 1; i <= n; ++i) { split(parts[i], pair, "="); out = out (i > 1 ? ", " : "") quoted(pair[1]) ": " pair[2] }
  return "{" out "}"
}
FNR == 1 { ++file }
file == 1 { printf "%s  %s: %s", NR == 1 ? "{\n" : ",\n", quoted($1), quoted($2); next }
file == 2 { printf "%s    %s: %s", FNR == 1 ? ",\n  \"versions\": {\n" : ",\n", quoted($1), quoted($2); next }
{
  printf "%s    {", FNR == 1 ? "\n  },\n  \"measurements\": [\n" : ",\n"
  for (i = 1; i < columns; ++i) printf "%s: %s, ", quoted(column[i]), i == 2 || i == 3 ? quoted($i) : $i
  printf "\"rcodes\": %s}", rcodes($18)
}
END { print "\n  ]\n}" }
