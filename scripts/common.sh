# Sourced by test.sh, bench.sh and .ci/run: finds the SDK and reads the runner's result files.
# Nothing here needs more than bash, coreutils, grep, sed and awk.

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1 DOTNET_CLI_UI_LANGUAGE=en
# A bare Debian has no ICU, and the projects are culture-invariant anyway.
export DOTNET_SYSTEM_GLOBALIZATION_INVARIANT="${DOTNET_SYSTEM_GLOBALIZATION_INVARIANT:-1}"
# Build nodes that outlive the script would keep its output open.
export MSBUILDDISABLENODEREUSE=1

if ! command -v dotnet >/dev/null; then
  for dir in "${DOTNET_ROOT:-}" "${HOME:-/root}/.dotnet" /usr/share/dotnet /usr/lib/dotnet; do
    [ -n "$dir" ] && [ -x "$dir/dotnet" ] && PATH="$dir:$PATH" && break
  done
fi
if ! command -v dotnet >/dev/null; then
  echo "The .NET SDK is missing: 'dotnet' is neither on the PATH nor in a usual place. global.json says which version is needed." >&2
  exit 1
fi
if [ -z "${HOME:-}" ] || [ ! -w "$HOME" ]; then
  # The command line wants a writable home for its caches.
  export DOTNET_CLI_HOME="${TMPDIR:-/tmp}/dotnet-home-$(id -u)"
  export NUGET_PACKAGES="${NUGET_PACKAGES:-$DOTNET_CLI_HOME/packages}"
  mkdir -p "$DOTNET_CLI_HOME"
fi

# trx_count FILE NAME: one number of the Counters element (total, executed, passed, failed, ...); 0 when the file has none.
trx_count() {
  local value
  value=$(tr '\r\n' '  ' <"$1" 2>/dev/null | grep -o '<Counters [^>]*>' | head -n 1 | grep -o " $2=\"[0-9]*\"" | grep -o '[0-9][0-9]*')
  echo "${value:-0}"
}

# trx_results FILE OUTCOME LINES: one line for each test with that outcome: its name, a tab, the first lines of its message, joined by " | ".
trx_results() {
  awk -v wanted="$2" -v lines="$3" '
    function plain(s) {
      gsub(/&lt;/, "<", s); gsub(/&gt;/, ">", s); gsub(/&quot;/, "\"", s); gsub(/&apos;/, "\047", s)
      gsub(/&#x[dD];/, "", s); gsub(/&#x[aA];/, " ", s); gsub(/&amp;/, "\\&", s)
      sub(/^[ \t]+/, "", s)
      return s
    }
    function flush() { if (name != "") print name "\t" message; name = ""; message = ""; count = 0 }
    { sub(/\r$/, "") }
    /<UnitTestResult / {
      flush(); reading = 0
      if (index($0, "outcome=\"" wanted "\"")) { name = $0; sub(/.* testName="/, "", name); sub(/".*/, "", name); name = plain(name) }
    }
    name != "" && message == "" && /<(Message|StdOut)>/ { reading = 1; sub(/.*<(Message|StdOut)>/, "") }
    reading { text = $0; done = sub(/<\/(Message|StdOut)>.*/, "", text); text = plain(text)
              if (text != "") { message = message (count++ ? " | " : "") text }
              if (done || count >= lines) reading = 0 }
    /<\/UnitTestResult>/ { flush() }
    END { flush() }' "$1"
}

# trx_failures DIRECTORY: the failed tests of all result files, each with the first lines of its message. Often only the end of a log is kept.
trx_failures() {
  local file
  for file in "$1"/*.trx; do [ -f "$file" ] && trx_results "$file" Failed 12; done | sed -e 's/^/  /' -e 's/\t$//' -e 's/\t/: /'
}

# trx_skips DIRECTORY: why tests were skipped, each reason once, with the number of tests in each class.
trx_skips() {
  local file
  for file in "$1"/*.trx; do [ -f "$file" ] && trx_results "$file" NotExecuted 1; done | awk -F '\t' '
    { class = $1; sub(/\(.*/, "", class); sub(/\.[^.]*$/, "", class); count[$2]++; classes[$2 "\t" class]++ }
    END { for (reason in count) {
            print "  " count[reason] ": " (reason == "" ? "no reason given" : reason)
            for (key in classes) if (index(key, reason "\t") == 1) print "    " classes[key] " in " substr(key, length(reason) + 2) } }'
}
