#!/usr/bin/env bash
# Runs every benchmark and writes docs/performance.md. Takes a few minutes; an idle machine gives steadier times.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
. scripts/common.sh
exec dotnet run -c Release --project benchmarks/BirdeyeDiscovery.Benchmarks -- --all
