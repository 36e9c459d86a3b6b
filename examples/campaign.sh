#!/bin/sh
# Links for every contact that can be read, and a list of those that cannot.
# Usage: campaign.sh CONTACTS.csv LINKS.csv REJECTS.csv
set -u

wa-link batch "$1" --phone-column phone --region-column country \
    --text-file "$(dirname "$0")/greeting.txt" --output "$2" --rejects "$3" --quiet
case $? in
    0) echo "Every contact has a link." ;;
    3) echo "Some contacts need a look: mend $3 and run it through again." ;;
    *) echo "Nothing was written." >&2; exit 1 ;;
esac
