#!/usr/bin/env bash
# Two hosts on one PostgreSQL database for a hundred cycles, whose leader is killed or suspended ten times. Takes about five minutes.
set -euo pipefail
cd "$(dirname "$0")/.."
export BIRDEYE_LONG=1 BIRDEYE_TEST_REQUIRE=postgres
exec dotnet test tests/BirdeyeDiscovery.EndToEnd.Tests -c Release --filter "FullyQualifiedName~PostgresHostTests"
