#!/bin/sh
# What photos cost: processor time for each, beside vipsthumbnail and Hugo where they are installed; how much is read and
# done when nothing or one photo changed; and the most memory, for 100 photos of 12 megapixels made by a program.
#
#   tests/bench/photos.sh [photos] [profile]
#
# Processor times are what to compare: they hardly change on a busy computer, wall times do. Everybody makes the same
# three JPEGs of each photo (1600, 800 and 400 wide, Lanczos, quality 80), on as many threads as they like.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
photos=${1:-100}
profile=${2:-release}

work=$(mktemp -d "${TMPDIR:-/tmp}/carefolio-photos.XXXXXX")
trap 'rm -rf "$work"' EXIT INT TERM

# The printable portfolio has no part in this and takes long to compile.
cargo build --profile "$profile" --quiet --no-default-features --features heic --manifest-path "$root/Cargo.toml" \
    --bin carefolio --example make-photos
built=$root/target/$profile

echo "load before: $(cut -d' ' -f1-3 /proc/loadavg 2>/dev/null || uptime)"
"$built/examples/make-photos" "$work/photos" "$photos"
python3 "$here/photos.py" "$built/carefolio" "$work" "$photos"
echo "load after: $(cut -d' ' -f1-3 /proc/loadavg 2>/dev/null || uptime)"
