#!/usr/bin/env bash
# Prints the home of a JDK 25 or newer, for launchers that run Java themselves:
#
#   JAVA_HOME="$(build/find-jdk.sh)"
#
# Order: JAVA_HOME, java on the PATH, then the usual folders (there the newest version wins).
# Exit status 1 and a message if there is none.
set -euo pipefail

readonly MINIMUM=25

# The feature release of the JDK in folder $1, or nothing if it is not one with a compiler.
release_of() {
  [[ -x "$1/bin/java" && -x "$1/bin/javac" ]] || return 0
  local line=""
  if [[ -r "$1/release" ]]; then
    line="$(grep -m1 '^JAVA_VERSION=' "$1/release" || true)"
  fi
  if [[ -z "$line" ]]; then
    line="$("$1/bin/java" -version 2>&1 | head -n1 || true)"
  fi
  if [[ "$line" =~ \"([0-9]+) ]]; then
    printf '%s' "${BASH_REMATCH[1]}"
  fi
}

new_enough() {
  local release
  release="$(release_of "$1")"
  [[ -n "$release" && "$release" -ge "$MINIMUM" ]]
}

# The home behind the java command, links followed (readlink -f is not everywhere).
home_of_command() {
  local file target
  file="$(command -v java)" || return 0
  while [[ -L "$file" ]]; do
    target="$(readlink "$file")"
    [[ "$target" == /* ]] || target="$(dirname "$file")/$target"
    file="$target"
  done
  (cd -P "$(dirname "$file")/.." 2>/dev/null && pwd) || true
}

newest_installed() {
  local best="" best_release=0 home release
  shopt -s nullglob
  for home in /usr/lib/jvm/* /usr/java/* /opt/* /opt/java/* \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    "${HOME:-}"/.sdkman/candidates/java/* "${HOME:-}"/.jdks/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home \
    "${HOME:-}"/Library/Java/JavaVirtualMachines/*/Contents/Home; do
    release="$(release_of "$home")"
    if [[ -n "$release" && "$release" -ge "$MINIMUM" && "$release" -gt "$best_release" ]]; then
      best="$home"
      best_release="$release"
    fi
  done
  printf '%s' "$best"
}

main() {
  local home
  if [[ -n "${JAVA_HOME:-}" ]] && new_enough "$JAVA_HOME"; then
    home="$JAVA_HOME"
  else
    home="$(home_of_command)"
    if [[ -z "$home" ]] || ! new_enough "$home"; then
      home="$(newest_installed)"
    fi
  fi
  if [[ -z "$home" ]]; then
    echo "No JDK $MINIMUM or newer found. Install one and set JAVA_HOME to its folder." >&2
    exit 1
  fi
  printf '%s\n' "$home"
}

main "$@"
