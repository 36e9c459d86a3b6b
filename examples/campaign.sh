#!/bin/sh
# Write links for all contacts that can be read, and a sheet of the others.
# Usage: campaign.sh CONTACTS.csv LINKS.csv REJECTS.csv
set -u

wa-link batch "$1" --phone-column phone --region-column country \
    --text-file "$(dirname "$0")/greeting.txt" --output "$2" --rejects "$3" --quiet
case $? in
    0) echo "Every contact has a link." ;;
    3) echo "Some contacts have no link: fix $3 and run that file again." ;;
    *) echo "The run failed." >&2; exit 1 ;;
esac
