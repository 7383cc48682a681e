#!/bin/sh
# Trains on another machine over ssh: carries the pieces that 'posetrain pack' wrote, one by one, trains there, brings the weights back.
#   remote.sh HOST PIECES MINUTES RESULTS
# Called again after a broken connection it goes on: pieces that have arrived are not carried again. PYTHON names the Python there.
set -eu

if [ $# -ne 4 ]; then
    echo "remote.sh: expected HOST PIECES MINUTES RESULTS" >&2
    exit 2
fi
host=$1 pieces=$2 minutes=$3 results=$4
there=posestream-training/$(basename "$pieces")
# shellcheck disable=SC2086 # options are words
on() { ssh ${SSH_OPTIONS:-} "$host" "$@"; }

for piece in "$pieces"/[0-9][0-9]; do
    name=$(basename "$piece")
    sum=$(cd "$piece" && find . -type f -exec cksum {} + | sort | cksum | cut -d' ' -f1)
    if ! on "test -f $there/$name/.arrived-$sum"; then
        echo "carrying $name ($(du -sh "$piece" | cut -f1))"
        tar -C "$pieces" -cz "$name" | on "rm -rf $there/$name && mkdir -p $there && tar -C $there -xz && touch $there/$name/.arrived-$sum"
    fi
done
on "PYTHON=${PYTHON:-python3} sh $there/00/train.sh start $minutes" || echo "going on with what runs there"
code=3
while [ "$code" = 3 ]; do
    code=0
    on "sh $there/00/train.sh watch 60" || code=$?
    [ "$code" = 0 ] || [ "$code" = 1 ] || [ "$code" = 3 ] || exit "$code"
done
mkdir -p "$results"
on "tar -C $there/run -cz --exclude pid --exclude code ." | tar -C "$results" -xz
echo "in $results: $(ls "$results" | tr '\n' ' ')"
exit "$code"
