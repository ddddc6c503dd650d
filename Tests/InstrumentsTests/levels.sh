#!/bin/sh
# Measures the instruments with an executable that does not load them: levels.sh NEAP [FILE.lua …]. SCRIPT=… runs another script on them.
# Patches read no files, so the files are put into one patch, each loaded under its own name.
set -e
neap=${1:?the executable of neap is expected}
here=$(cd "$(dirname "$0")" && pwd)
script=${SCRIPT:-$here/levels.lua}
shift
[ $# -gt 0 ] || set -- "$here"/../../stdlib/instruments/*.lua
awk '/^ *make = function/ { from = FNR; match($0, /^ */); deep = RLENGTH }
  from && FNR > from && match($0, /^ *end,/) && RLENGTH == deep + 4 {
    if (FNR - from >= 30) { print FILENAME ":" from ": " FNR - from + 1 " lines, at most 30 are expected"; bad = 1 }
    from = 0
  }
  FNR == 300 { print FILENAME ": fewer than 300 lines are expected"; bad = 1 }
  END { exit bad }' "$@"
patch=$(mktemp -d)/levels.lua
trap 'rm -r "$(dirname "$patch")"' EXIT
{
  echo 'local made, kits = {}, {}'
  echo 'local words = setmetatable({ instrument = function(t) made[#made + 1] = t end, kit = function(t) kits[#kits + 1] = t end }, { __index = _ENV })'
  for file; do
    printf 'assert(load([====[\n'
    cat "$file"
    printf ']====], "@%s", "t", words))()\n' "$(basename "$file")"
  done
  cat "$script"
} > "$patch"
if [ -n "$KEEP" ]; then cp "$patch" "$KEEP"; fi
# It asks for thousands of notes in one chunk.
"$neap" --time-limit 3600 "$patch"
