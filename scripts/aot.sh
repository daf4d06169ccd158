#!/usr/bin/env bash
# Publishes the sample host as native code and runs three cycles with it, on SQLite and on a PostgreSQL of its own: a warning of the trimmer or of the AOT
# compiler is a failure. Needs what .NET's native compilation needs: clang (or gcc, with CppCompilerAndLinker=gcc in the environment) and the headers of zlib.
# Without PostgreSQL on the machine that half is left out, unless BIRDEYE_TEST_REQUIRE names postgres.
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
. "$root/scripts/common.sh"
work=$(mktemp -d)
server=
end() {
  [ -z "$server" ] || { kill -INT "$server" && wait "$server"; } 2>/dev/null || true
  rm -rf "$work"
}
trap end EXIT

# A tree of its own: the lock files and the build of this one stay as they are.
git -C "$root" archive HEAD | tar -x -C "$work"
dotnet publish "$work/samples/DiscoveryHost" -c Release --use-current-runtime -p:PublishAot=true -p:RestoreLockedMode=false -o "$work/native" | tee "$work/log"
if grep -E "warning (IL|AOT|CS|NETSDK)" "$work/log"; then
  echo "The native host was published with warnings." >&2
  exit 1
fi

echo "On SQLite:"
(cd "$work" && "$work/native/DiscoveryHost" --cycles 3)

initdb=$(PATH="${BIRDEYE_TEST_POSTGRES_BIN:-/nowhere}:$PATH:/usr/sbin" command -v initdb || ls -d /usr/lib/postgresql/*/bin/initdb 2>/dev/null | sort -rV | head -n 1)
if [ -n "$initdb" ]; then
  # PostgreSQL refuses to run as root.
  as_user() { if [ "$(id -u)" -eq 0 ]; then exec setpriv --reuid=nobody --regid=nogroup --clear-groups "$@"; else exec "$@"; fi; }
  data="$work/postgres"
  mkdir "$data"
  chmod 755 "$work"
  [ "$(id -u)" -ne 0 ] || chown nobody:nogroup "$data"
  (cd "$data" && as_user "$initdb" -D "$data/db" -U postgres -A trust --locale=C -E UTF8 >/dev/null)
  # A port of the lower range, which the kernel gives to nobody by itself.
  port=$((20000 + $$ % 10000))
  (cd "$data" && as_user "${initdb%/*}/postgres" -D "$data/db" -c listen_addresses=127.0.0.1 -p "$port" -c unix_socket_directories= >"$work/postgres.log" 2>&1) &
  server=$!
  echo "On PostgreSQL:"
  for try in $(seq 1 50); do
    grep -q "ready to accept connections" "$work/postgres.log" && break
    [ "$try" -lt 50 ] || { cat "$work/postgres.log" >&2; exit 1; }
    sleep 0.2
  done
  (cd "$work" && ConnectionStrings__Postgres="Host=127.0.0.1;Port=$port;Username=postgres;Database=postgres" "$work/native/DiscoveryHost" --cycles 3)
elif case ",${BIRDEYE_TEST_REQUIRE:-}," in *,postgres,*) true ;; *) false ;; esac; then
  echo "PostgreSQL is missing, and BIRDEYE_TEST_REQUIRE names it." >&2
  exit 1
fi
echo "The native host has $(du -h "$work/native/DiscoveryHost" | cut -f1) and ran without a warning."
