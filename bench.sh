#!/usr/bin/env bash
# Measures. Takes minutes; an idle machine gives steadier times.
#   ./bench.sh            every benchmark in memory: writes docs/performance.md
#   ./bench.sh --stores   PostgreSQL against its baselines: writes docs/performance-stores.md; needs PostgreSQL and psql
#   ./bench.sh --stores-scale   the same and history at ten million rows
#   ./bench.sh --redis    Redis against its baselines: writes docs/performance-redis.md; needs redis-server
#   ./bench.sh --redis-reader   the reader of the live view: writes its part of docs/performance-redis.md; needs redis-server
#   ./bench.sh --plans    requests and compute units by plan: writes the tables of docs/plans.md and docs/staged-cycles.md
#   ./bench.sh --ledger   replays and explanations on PostgreSQL: writes its part of docs/performance-ledger.md; needs PostgreSQL and psql
#   ./bench.sh --measure   the measuring of the score: writes its part of docs/performance-ledger.md
#   ./bench.sh --report   the report over a million score rows: writes its part of docs/performance-ledger.md; needs PostgreSQL
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
. scripts/common.sh
if [ "${1:-}" = --plans ]; then
  # The simulated clock of the end-to-end tests makes the figures the same in every run.
  UPDATE_PLANS=1 exec dotnet test tests/BirdeyeDiscovery.EndToEnd.Tests -c Release --filter FullyQualifiedName~PlansPageTests.The_tables
fi
exec dotnet run -c Release --project benchmarks/BirdeyeDiscovery.Benchmarks -- "${1:---all}"
