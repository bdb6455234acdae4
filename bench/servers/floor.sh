# shellcheck shell=bash disable=SC2002,SC2034,SC2154
# The floor: an echo. No zone, so nothing to configure and no start-up to time.

floor_version() { "$tools/bench_floor" --describe ${batch:+--batch "$batch"}; }
floor_configure() { :; }
floor_start() { run_server "$tools/bench_floor" --listen "127.0.0.1@$port" ${batch:+--batch "$batch"}; }
