# Sourced by the launchers (examples/run-lenet, benchmarks/run, fuzz/run). Sets JAVA_HOME and ROOT; defines
#
#   build MODULE   builds a module's jars, without tests, unless nothing has changed
#   class_path MODULE

ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
JAVA_HOME="$("$ROOT/build/find-jdk.sh")" || exit 1
export JAVA_HOME

# Whether a launcher has built the module after the last change to any source.
up_to_date() {
  local target="$ROOT/$1/target" newer
  [[ -f "$target/launcher.stamp" && -d "$target/lib" ]] || return 1
  compgen -G "$target/zkml-$1-*.jar" >/dev/null || return 1
  newer="$(find "$ROOT"/pom.xml "$ROOT"/zkml-{core,testkit,vm,ml,evm}/{pom.xml,src/main} \
    "$ROOT/$1"/{pom.xml,src/main} -type f -newer "$target/launcher.stamp" -print -quit)"
  [[ -z "$newer" ]]
}

build() {
  local module="$1" target="$ROOT/$1/target" log arguments
  if up_to_date "$module"; then
    return
  fi
  if ! command -v mvn >/dev/null; then
    echo "Maven is missing: install it, so that mvn is on the PATH." >&2
    exit 1
  fi
  mkdir -p "$target"
  log="$target/build.log"
  touch "$target/launcher.begin"
  arguments=(-B -q -f "$ROOT/pom.xml" -pl "$module" -am -Dmaven.test.skip=true)
  if [[ ! -d "$ROOT/zkml-core/target/classes" ]]; then
    # A fresh clone: its sources have gone through all checks already.
    arguments+=(-Derrorprone.args=-XepDisableAllChecks -Dnullaway.args=)
    echo "Building (the first time Maven also fetches its plugins) ..." >&2
  else
    echo "Building ..." >&2
  fi
  if ! (cd "$ROOT" && mvn "${arguments[@]}" package) >"$log" 2>&1; then
    tail -n 40 "$log" >&2
    echo "The build failed; all of its output is in $log" >&2
    exit 1
  fi
  mv "$target/launcher.begin" "$target/launcher.stamp"
}

class_path() {
  printf '%s:%s' "$(echo "$ROOT/$1"/target/zkml-"$1"-*.jar)" "$ROOT/$1/target/lib/*"
}
