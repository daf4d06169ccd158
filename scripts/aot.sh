#!/usr/bin/env bash
# Publishes the sample host as native code and runs two cycles with it: a warning of the trimmer or of the AOT compiler is a failure.
# Needs what .NET's native compilation needs: clang (or gcc, with CppCompilerAndLinker=gcc in the environment) and the headers of zlib.
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
. "$root/scripts/common.sh"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# A tree of its own: the lock files and the build of this one stay as they are.
git -C "$root" archive HEAD | tar -x -C "$work"
dotnet publish "$work/samples/DiscoveryHost" -c Release --use-current-runtime -p:PublishAot=true -p:RestoreLockedMode=false -o "$work/native" | tee "$work/log"
if grep -E "warning (IL|AOT|CS|NETSDK)" "$work/log"; then
  echo "The native host was published with warnings." >&2
  exit 1
fi
(cd "$work" && "$work/native/DiscoveryHost" --cycles 2)
echo "The native host has $(du -h "$work/native/DiscoveryHost" | cut -f1) and ran without a warning."
