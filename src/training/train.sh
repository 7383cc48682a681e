#!/bin/sh
# A training that was packed into pieces, on the machine to which they have been carried.
#   train.sh start MINUTES [OPTIONS]   begins, or goes on where it was, in the background; exit code 4: it runs already
#   train.sh watch SECONDS [RESULTS]   waits for its end, so long at most, tells how it goes, copies what there is;
#                                      exit code 0: it has ended well, 1: it failed, 2: none was started, 3: it goes on
set -eu

home=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
run="$home/../run"
python=${PYTHON:-python3}

fail() {
    echo "train.sh: $1" >&2
    exit "${2:-2}"
}

# A number alone could by now be another process's.
running() {
    [ ! -f "$run/code" ] && [ -f "$run/pid" ] && kill -0 "$(cat "$run/pid")" 2>/dev/null
}

start() {
    minutes=$1
    shift
    running && fail "it runs already; see train.sh watch" 4
    # How a former run ended must not be read as the end of this one, least of all when this one does not begin.
    rm -f "$run/code" "$run/pid"
    command -v "$python" >/dev/null 2>&1 || fail "no $python found; set PYTHON"
    mkdir -p "$run"
    eval "set -- $(cat "$home/options") \"\$@\""
    graph=$1
    shift
    for piece in "$home"/../[0-9][0-9]; do
        for zip in "$piece"/*.zip; do
            [ -f "$zip" ] && { set -- --data "$piece" "$@"; break; }
        done
    done
    cd "$home"
    : >>"$run/output.txt"
    # shellcheck disable=SC2016 # expanded by the inner shell
    setsid nohup sh -c 'code=0; "$@" || code=$?; echo $code >"$0.half"; mv "$0.half" "$0"' "$run/code" \
        "$python" -u -m posetrain train "$graph" "$run" --minutes "$minutes" "$@" >>"$run/output.txt" 2>&1 </dev/null &
    echo $! >"$run/pid"
}

watch() {
    [ -f "$run/pid" ] || fail "none was started, or the start failed; see train.sh start"
    seconds=$1
    while running && [ "$seconds" -gt 0 ]; do
        sleep 1
        seconds=$((seconds - 1))
    done
    # Asked before copying: what ends meanwhile is copied by the next watch.
    goes_on=no
    running && goes_on=yes
    tail -n 12 "$run/output.txt"
    if [ -n "${2:-}" ]; then
        mkdir -p "$2"
        for file in model.onnx checkpoint.pt log.csv curve.png run.json output.txt; do
            [ -f "$run/$file" ] && cp "$run/$file" "$2/"
        done
    fi
    [ "$goes_on" = no ] || return 3
    [ "$(cat "$run/code" 2>/dev/null)" = 0 ]
}

case "${1:-}" in
    start) [ $# -ge 2 ] || fail "how many minutes?"; shift; start "$@" ;;
    watch) [ $# -ge 2 ] || fail "how many seconds?"; shift; watch "$@" ;;
    *) fail "expected start MINUTES or watch SECONDS" ;;
esac
