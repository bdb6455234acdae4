# shellcheck shell=bash disable=SC2002,SC2034,SC2154
# The floor: an echo. No zone, so nothing to configure and no start-up to time. On signed zones its replies are padded to
# the mean length of Bailiwick's answers.

floor_version() { "$tools/bench_floor" --describe ${batch:+--batch "$batch"}; }
floor_configure() { :; }
floor_start() { run_server "$tools/bench_floor" --listen "127.0.0.1@$port" ${batch:+--batch "$batch"} \
  --pad "$([[ $list == */signed.list ]] && echo "$pad" || echo 0)"; }
