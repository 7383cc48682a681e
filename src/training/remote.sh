#!/bin/sh
# Trains on another machine over ssh; see remote.sh --help.
set -eu

usage() {
    cat <<'END'
remote.sh HOST PIECES MINUTES RESULTS [ANNOTATIONS.json IMAGES]
  Carries the pieces that 'posetrain pack' wrote to HOST one by one, trains there for MINUTES, brings weights and log back into RESULTS.
  Given annotations in COCO's format and their images, it then evaluates the weights with 'posestream eval', here.
  Called again after a broken connection it goes on: pieces that have arrived are not carried again. Another pack has a folder of its own there.
  Environment: PYTHON, the Python there; SSH_OPTIONS; POSESTREAM, the program that evaluates (default: the one of this repository).
END
}

fail() {
    echo "remote.sh: $1" >&2
    exit 2
}

case "${1:-}" in -h | --help) usage; exit 0 ;; esac
if [ $# -ne 4 ] && [ $# -ne 6 ]; then
    usage >&2
    exit 2
fi
host=$1 pieces=$2 minutes=$3 results=$4 annotations=${5:-} images=${6:-}
home=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
posestream=${POSESTREAM:-$home/../../posestream}

# All that can be wrong here is told before half an hour of somebody's machine is spent.
[ -f "$pieces/00/train.sh" ] || fail "$pieces has no 00/train.sh, expected a folder that 'posetrain pack' wrote"
case $minutes in '' | *[!0-9.]*) fail "'$minutes' is no number of minutes" ;; esac
if [ -n "$annotations$images" ]; then
    [ -f "$annotations" ] || fail "$annotations: there are no such annotations to evaluate on"
    [ -d "$images" ] || fail "$images: there is no such folder of images to evaluate on"
    command -v "$posestream" >/dev/null 2>&1 || fail "no $posestream found to evaluate with; set POSESTREAM, or leave annotations and images out"
fi

# shellcheck disable=SC2086 # options are words
on() { ssh ${SSH_OPTIONS:-} "$host" "$@"; }

# Named by its content: another pack never meets the pieces and the run of this one.
sum=$(cd "$pieces" && find [0-9][0-9] -type f ! -name '*.pyc' -exec cksum {} + | LC_ALL=C sort | cksum | cut -d' ' -f1)
there=posestream-training/$(printf %s "$(basename "$pieces")" | tr -c 'A-Za-z0-9._-' _)-$sum
echo "in $there on $host"
for piece in "$pieces"/[0-9][0-9]; do
    name=$(basename "$piece")
    if ! on "test -f $there/$name/.arrived"; then
        echo "carrying $name ($(du -sh "$piece" | cut -f1))"
        tar -C "$pieces" -cz "$name" | on "rm -rf $there/$name && mkdir -p $there && tar -C $there -xz && touch $there/$name/.arrived"
    fi
done
code=0
on "PYTHON=${PYTHON:-python3} sh $there/00/train.sh start $minutes" || code=$?
case $code in
    0) ;;
    4) echo "going on with what runs there" ;;
    *) fail "the training was not started (exit code $code), nothing is brought back; see above" ;;
esac
code=3
while [ "$code" = 3 ]; do
    code=0
    on "sh $there/00/train.sh watch 60" || code=$?
    [ "$code" = 0 ] || [ "$code" = 1 ] || [ "$code" = 3 ] || exit "$code"
done
mkdir -p "$results"
on "tar -C $there/run -cz --exclude pid --exclude code ." | tar -C "$results" -xz
echo "in $results: $(ls "$results" | tr '\n' ' ')"
if [ "$code" != 0 ]; then
    echo "remote.sh: the training failed, $results/output.txt tells why; a model.onnx beside it is from before that" >&2
    exit "$code"
fi

# The log of a person detector measures AP, that of a pose network PCK.
if head -n 1 "$results/log.csv" | grep -q ap50; then
    model="--boxes detector --person-model"
else
    model="--pose-model"
fi
if [ -z "$annotations" ]; then
    echo "to evaluate: $posestream eval $model $results/model.onnx --annotations ANNOTATIONS.json --images IMAGES"
    exit 0
fi
# shellcheck disable=SC2086 # options are words
"$posestream" eval $model "$results/model.onnx" --annotations "$annotations" --images "$images"
