#!/bin/sh
# A PNG of each link by qrencode: draw_with_qrencode.sh LINKS.txt FOLDER
set -eu
row=0
while IFS= read -r link; do
    row=$((row + 1))
    qrencode -l M -s 10 -m 4 -o "$2/$row.png" -- "$link"
done <"$1"
