"""Names that other tools use for options of wa-link, such as `--message` for `--text`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container

OPTIONS = {
    option: meant.split()
    for meant, others in {
        "--text": "--message --msg --body --prefill --template -m",
        "--text-file": "--message-file --template-file",
        "--username --username-column": "--user --user-name --handle --nickname",
        "--region-column": "--country-column",
        "--region": "--country --country-code --cc --locale --default-region -c",
        "--config": "--profile --settings --configuration --conf",
        "--error-correction": "--ecc --ec --ecl --error-level",
        "--call-to-action": "--cta --slogan",
        "--number --phone-column": "--phone --tel --mobile --recipient --phone-number -n -p",
        "--phone-column": "--phone-field --col",
        "--accent --dark": "--color --colour",
        "--dark": "--foreground --fg --fill",
        "--light": "--background --bg --back-color",
        "--size": "--width --height --scale",
        "--module-size": "--box-size",
        "--quiet-zone": "--border --margin",
        "--caption": "--label --footer",
        "--title": "--heading",
        "--logo": "--image --icon",
        "--to --qr-format --output-format --json": "--format --output-format --file-format",
        "--to=jsonl --output-format=json --json": "--json --as-json --to-json",
        "--output-format --output": "--to",
        "--output": "--out --outfile --save --file -f",
        "--delimiter": "--sep --separator -d",
        "--sheet": "--worksheet --tab",
        "--qr-dir": "--qr --qrcode --codes --code-dir",
        "--stock": "--layout --labels --paper -s",
        "--unique": "--dedupe --deduplicate",
        "--quiet": "--silent",
        "--diff": "--dry-run --show-fixes",
        "--select": "--rule --rules --enable",
        "--ignore": "--disable --skip",
        "--exclude": "--exclude-dir",
        "--exit-zero": "--exit-code --no-fail",
        "--dry-run --diff": "--check --test --preview --simulate",
        "--no-header": "--noheader --headerless",
        "--help": "-H -?",
        "--key --phone-column": "--column",
        "--key": "--id --id-column --ref",
        "--max": "--limit --count --most",
        "--parameter": "--params --param --var --variable --value",
        "--phone-id": "--phone-number-id --number-id --from --sender",
        "--waba-id": "--account --account-id --business-id --waba",
        "--yes": "-y --force --no-confirm",
        "--ledger": "--log --journal",
        "--opt-in-column": "--opt-in --consent --consent-column",
    }.items()
    for option in others.split()
}
"""Options that a name of another tool can mean. A command may have only some of them."""


def find_keys(key: str, known: Container[str]) -> list[str]:
    """Return the keys that a key of another tool can mean, if they are known: `text` for `message`.

    Args:
        key: the name of an option without its dashes.
        known: the keys of the options of wa-link.
    """
    meant = (flag.removeprefix("--") for flag in OPTIONS.get(f"--{key}", ()))
    return [each for each in meant if each in known]
