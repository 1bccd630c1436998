#!/bin/sh
# What photos cost: processor time for each, beside vipsthumbnail, Hugo and sharp where they are found; how much is read and
# done when nothing or one photo changed; and the most memory, for photos of 12 megapixels made by a program.
#
#   tests/bench/photos.sh [photos] [profile]
#
# Processor times are what to compare: they hardly change on a busy computer, wall times do. Everybody makes the same files
# of each photo, 1600, 800 and 400 wide: three JPEGs (Lanczos, quality 80), then three WebPs besides (quality 76, effort 2).
# Everybody takes turns, ROUNDS times (missing: 3), on as many threads as they like; what is told is the median.
#
# Where the others are: VIPSTHUMBNAIL, HUGO and NODE name programs (missing: whatever is on PATH), NODE_PATH has a folder
# with sharp in it. CARGO_TARGET_DIR and TMPDIR work as always; a TMPDIR in memory keeps the disk out of it.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
photos=${1:-60}
profile=${2:-release}

work=$(mktemp -d "${TMPDIR:-/tmp}/carefolio-photos.XXXXXX")
trap 'rm -rf "$work"' EXIT INT TERM

# The printable portfolio has no part in this and takes long to compile.
cargo build --profile "$profile" --quiet --no-default-features --features heic,webp \
    --manifest-path "$root/Cargo.toml" --bin carefolio --example make-photos
built=${CARGO_TARGET_DIR:-$root/target}/$profile

echo "load before: $(cut -d' ' -f1-3 /proc/loadavg 2>/dev/null || uptime)"
"$built/examples/make-photos" "$work/photos" "$photos"
python3 "$here/photos.py" "$built/carefolio" "$work" "$photos"
echo "load after: $(cut -d' ' -f1-3 /proc/loadavg 2>/dev/null || uptime)"
