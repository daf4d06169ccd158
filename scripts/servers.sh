#!/usr/bin/env bash
# Says which servers the tests will find, and installs the missing ones where apt-get may be used without a question (as root, or with sudo -n).
# The tests start servers of their own on free ports; no service of the machine is started. BIRDEYE_TEST_INSTALL=no changes nothing on the machine.
# Exit code 1 when one is missing that BIRDEYE_TEST_REQUIRE names (postgres, pgbouncer, redis, prometheus, separated by commas).
# Prometheus is optional: only the tests of the monitoring sample need it, and .ci/run does not require it.
set -uo pipefail

# An ordinary user's PATH often lacks the directories of servers.
find_program() { PATH="$PATH:/usr/local/sbin:/usr/sbin:/sbin" command -v "$1"; }

# The same places in the same order as the tests look.
find_postgres() {
  local file
  for file in "${BIRDEYE_TEST_POSTGRES_BIN:-/nowhere}/initdb" "$(find_program initdb)" $(ls -d /usr/lib/postgresql/*/bin/initdb 2>/dev/null | sort -rV); do
    [ -x "$file" ] && [ -x "${file%/*}/postgres" ] && echo "${file%/*}/postgres" && return
  done
  return 1
}

find_server() {
  case "$1" in
    postgres) find_postgres ;;
    pgbouncer) find_program pgbouncer ;;
    redis) find_program redis-server ;;
    prometheus) find_program prometheus ;;
  esac
}

package_of() { case "$1" in postgres) echo postgresql ;; redis) echo redis-server ;; *) echo "$1" ;; esac; }

as_root() { if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo -n "$@"; fi; }

can_install() {
  [ "${BIRDEYE_TEST_INSTALL:-yes}" != no ] && command -v apt-get >/dev/null || return 1
  [ "$(id -u)" -eq 0 ] || { command -v sudo >/dev/null && sudo -n true 2>/dev/null; }
}

# install_packages SECONDS_FOR_UPDATE SECONDS_FOR_INSTALL PACKAGE...
# A policy of "never" keeps the packages from starting their services; one that is there already is the machine's own.
install_packages() {
  local policy=/usr/sbin/policy-rc.d status update=$1 install=$2
  shift 2
  echo "Installing $* (no service is started; BIRDEYE_TEST_INSTALL=no leaves the machine as it is)"
  if [ -e "$policy" ]; then policy=; else as_root sh -c "printf '#!/bin/sh\nexit 101\n' >$policy && chmod 755 $policy"; fi
  { { [ "$update" -eq 0 ] || as_root timeout "$update" apt-get update -q -y; } &&
    as_root env DEBIAN_FRONTEND=noninteractive timeout "$install" apt-get install -q -y --no-install-recommends -o DPkg::Lock::Timeout=120 "$@"; } >"$log" 2>&1 </dev/null
  status=$?
  [ -z "$policy" ] || as_root rm -f "$policy"
  [ "$status" -eq 0 ] || { echo "apt-get failed:"; tail -n 15 "$log" | sed 's/^/    /'; }
}

log=$(mktemp)
trap 'rm -f "$log"' EXIT

missing=()
for server in postgres pgbouncer redis; do
  find_server "$server" >/dev/null || missing+=("$(package_of "$server")")
done
update=120
if [ "${#missing[@]}" -gt 0 ] && can_install; then install_packages "$update" 400 "${missing[@]}"; update=0; fi

# The optional server is installed after the others, and for a short time: it must not make them fail, nor the step of .ci/run run out of time.
if ! find_server prometheus >/dev/null && can_install; then
  if [ "$SECONDS" -le 320 ]; then install_packages "$((update / 4))" 180 prometheus
  else echo "The other servers took so long that prometheus is not installed"; fi
fi

echo "Servers for the tests:"
status=0
for server in postgres pgbouncer redis prometheus; do
  if file=$(find_server "$server"); then
    version=$("$file" --version 2>/dev/null | head -n 1 | grep -o '[0-9][0-9.]*' | head -n 1)
    printf '  %-10s %-8s %s\n' "$server" "$version" "$file"
  elif case ",${BIRDEYE_TEST_REQUIRE:-}," in *",$server,"*) true ;; *) false ;; esac; then
    printf '  %-10s missing, and BIRDEYE_TEST_REQUIRE names it (apt-get install %s)\n' "$server" "$(package_of "$server")"
    status=1
  else
    printf '  %-10s missing: the tests that need it are skipped (apt-get install %s)\n' "$server" "$(package_of "$server")"
  fi
done
exit "$status"
