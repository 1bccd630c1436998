#!/bin/sh
# How long a cold build of all four editions takes, without photos: 1,000 and 10,000 stories, medians of five.
#
#   tests/bench/bench.sh [runs] [stories …]
#
# Measure on an idle computer; the load is printed because numbers from a busy one mean nothing. Everything happens in
# memory (/dev/shm) where there is one. Hugo and Zola build one site of the same words, run in turn with us.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
runs=${1:-5}
[ $# -gt 0 ] && shift
[ $# -gt 0 ] || set -- 1000 10000

work=$(mktemp -d "$([ -d /dev/shm ] && echo /dev/shm || echo "${TMPDIR:-/tmp}")/carefolio-bench.XXXXXX")
trap 'rm -rf "$work"' EXIT INT TERM

cargo build --release --quiet --manifest-path "$root/Cargo.toml"
program=$root/target/release/carefolio

echo "load before: $(cut -d' ' -f1-3 /proc/loadavg 2>/dev/null || uptime)"
for stories in "$@"; do
    python3 "$here/portfolio.py" "$work/$stories" "$stories"
done

python3 "$here/measure.py" "$program" "$work" "$runs" "$@"
echo "load after: $(cut -d' ' -f1-3 /proc/loadavg 2>/dev/null || uptime)"
