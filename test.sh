#!/usr/bin/env bash
# Restores, builds once and runs every test project. Needs nothing but the .NET 10 SDK; the tests of PostgreSQL, PgBouncer, Redis and Prometheus need those too:
# scripts/servers.sh says what was found, and installs what is missing where it can do so without a question. Without a server its tests are skipped.
#   ./test.sh                    all test projects
#   ./test.sh Outside EndToEnd   only those whose path contains one of the words
#   ./test.sh --long [words]     the proofs in their long form (10,000 cycles, 1,000,000 requests, kills by the thousand): about an hour;
#                                without the flag each of them runs in a short form
# Results: artifacts/test-results/<project>.trx. Exit code 0 only when every project ran tests and none failed.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")" || exit 1
. scripts/common.sh

configuration=Release
results="$PWD/artifacts/test-results"
project_timeout="${TEST_PROJECT_TIMEOUT:-840}"
# .ci/run names the seconds for all of it, so that a project that hangs is stopped and reported here before the whole step is.
all_timeout="${TEST_TIMEOUT:-0}"
# While one project waits for its servers and processes, another one computes.
at_once="${TEST_PROJECTS_AT_ONCE:-2}"

stop() { echo; echo "FAILED: $1"; exit 1; }

restore() { dotnet restore BirdeyeDiscovery.sln --locked-mode -v quiet; }
# The analyzers take more than a third of the build. `dotnet build` and .ci/run have them.
build() { dotnet build BirdeyeDiscovery.sln -c "$configuration" --no-restore -v quiet -clp:NoSummary "-p:RunAnalyzers=${TEST_ANALYZERS:-false}"; }

# A project is a test project when it references the test SDK; libraries of shared suites do not.
test_projects() {
  local file word
  for file in $(grep -l 'Include="Microsoft.NET.Test.Sdk"' tests/*/*.csproj); do
    [ $# -eq 0 ] && echo "$file"
    for word in "$@"; do
      case "$file" in *"$word"*) echo "$file"; break ;; esac
    done
  done
}

# Prints the project's line of the table, and keeps its verdict in a file, for it runs in a shell of its own.
run_project() {
  local project="$1" name="$2" log="$results/$2.log" status started=$SECONDS limit="$project_timeout"
  if [ "$all_timeout" -gt 0 ] && [ $((all_timeout - SECONDS)) -lt "$limit" ]; then limit=$((all_timeout - SECONDS > 10 ? all_timeout - SECONDS : 10)); fi
  timeout -k 15 "$limit" dotnet test "$project" -c "$configuration" --no-build --no-restore \
    --logger "trx;LogFileName=$name.trx" --results-directory "$results" >"$log" 2>&1 </dev/null
  status=$?

  local trx="$results/$name.trx" total executed passed failed skipped verdict=ok
  total=$(trx_count "$trx" total); executed=$(trx_count "$trx" executed)
  passed=$(trx_count "$trx" passed); failed=$((executed - passed)); skipped=$((total - executed))
  if [ "$failed" -gt 0 ]; then verdict="FAILED"
  elif [ "$status" -eq 124 ] || [ "$status" -eq 137 ]; then verdict="FAILED: stopped after $limit s"
  elif [ "$status" -ne 0 ]; then verdict="FAILED: the runner ended with exit code $status"
  elif [ "$executed" -eq 0 ]; then verdict="FAILED: no test ran"
  fi

  printf '%-40s %6d %6d %7d %5d s  %s\n' "$name" "$passed" "$failed" "$skipped" "$((SECONDS - started))" "$verdict"
  echo "$verdict" >"$results/$name.verdict"
  [ "$verdict" = ok ] && return
  [ "$failed" -gt 0 ] || { echo "  the end of $log:"; tail -n 40 "$log" | sed 's/^/    /'; }
}

if [ "${1:-}" = --long ]; then
  shift
  export BIRDEYE_LONG=1
  project_timeout="${TEST_PROJECT_TIMEOUT:-7200}"
fi

projects=$(test_projects "$@")
[ -n "$projects" ] || stop "no test project matches: $*"
rm -rf "$results"
mkdir -p "$results"

scripts/servers.sh || stop "a server that BIRDEYE_TEST_REQUIRE names is missing"
echo "Restoring and building ($configuration)"
restore || stop "the packages could not be restored"
build || stop "the build"

echo
printf '%-40s %6s %6s %7s %7s\n' "project" passed failed skipped time
for project in $projects; do
  while [ "$(jobs -rp | wc -l)" -ge "$at_once" ]; do wait -n; done
  run_project "$project" "$(basename "$project" .csproj)" &
done
wait

all_passed=0 all_failed=0 all_skipped=0 broken=0
for trx in "$results"/*.trx; do
  [ -f "$trx" ] || continue
  total=$(trx_count "$trx" total); executed=$(trx_count "$trx" executed); passed=$(trx_count "$trx" passed)
  all_passed=$((all_passed + passed)); all_failed=$((all_failed + executed - passed)); all_skipped=$((all_skipped + total - executed))
done
for project in $projects; do
  [ "$(cat "$results/$(basename "$project" .csproj).verdict" 2>/dev/null)" = ok ] || broken=$((broken + 1))
done

skips=$(trx_skips "$results")
if [ -n "$skips" ]; then echo; echo "Skipped tests by reason:"; echo "$skips"; fi
# After the skipped ones: what must be mended stands where a reader of the end of a log finds it.
failures=$(trx_failures "$results")
if [ -n "$failures" ]; then echo; echo "Failed tests:"; echo "$failures"; fi

echo
echo "Total: $all_passed passed, $all_failed failed, $all_skipped skipped in $(echo "$projects" | wc -l) projects; details in artifacts/test-results"
[ "$broken" -eq 0 ] || stop "$broken of the projects above"
