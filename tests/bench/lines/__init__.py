"""Lines of the table, in order, each with its goal and the function that measures it."""

from __future__ import annotations

from tests.bench.lines import batch, check, codes, labels, memory, reading, start, symbols
from tests.bench.table import Goal, Line

LINES = (
    Line(
        "batch, `+966501234567` of every region, three columns, vs a loop of csv and phonenumbers",
        Goal("40 times as fast", least=40),
        batch.every_region,
    ),
    Line(
        "batch, `07400 123456` with `--region GB`, three columns, vs the same loop",
        Goal("3 times as fast", least=3),
        batch.one_region,
    ),
    Line(
        "batch, every region, six columns, quotes in three rows of ten, vs a plain copy by csv",
        Goal("at most 4 times its time", most=4),
        batch.against_copy,
    ),
    Line(
        "only numbers, in a process that is warmed up, vs libphonenumber-js (max metadata)",
        Goal("2 times as fast", least=2),
        reading.against_javascript,
    ),
    Line(
        "batch with PNG codes vs python-qrcode",
        Goal("5 times as fast", least=5),
        codes.against_qrcode,
    ),
    Line(
        "batch with PNG codes vs segno",
        Goal("5 times as fast", least=5),
        codes.against_segno,
    ),
    Line(
        "batch with PNG codes vs a shell loop of qrencode",
        Goal("faster", least=1),
        codes.against_qrencode,
    ),
    Line(
        "symbols above the version that the best segmentation needs",
        Goal("0", most=0),
        symbols.above_best,
    ),
    Line(
        "`wa-link link` vs `python -c 'import click, phonenumbers'`",
        Goal("at most 1.15 times its time", most=1.15),
        start.link,
    ),
    Line(
        "`wa-link --help` vs `python -c 'import click'`",
        Goal("at most 1.25 times its time", most=1.25),
        start.usage,
    ),
    Line(
        "peak memory of a long batch vs a short one",
        Goal("at most 1.2 times", most=1.2),
        memory.growth,
    ),
    Line("peak memory of a long batch", Goal("below 60 MB", most=60), memory.peak),
    Line(
        "peak memory of a long batch, default `--jobs`, the largest process",
        None,
        memory.peak_of_largest,
    ),
    Line("batch, default `--jobs` vs `--jobs 1`", None, batch.jobs),
    Line(
        "labels with captions, each read back, vs a loop of python-qrcode and fpdf2 without",
        Goal("4 times as fast", least=4),
        labels.against_qrcode,
    ),
    Line("peak memory of labels, of the largest process", None, labels.peak),
    Line(
        "peak memory of many labels, of the largest process",
        Goal("at most 250 MB", most=250),
        labels.peak_of_many,
    ),
    Line(
        "check of a web site, a link in each tenth file, vs `grep -rEn` for its hosts",
        Goal("at most 5 times its time", most=5),
        check.against_grep,
    ),
    Line("peak memory of a check", Goal("below 60 MB", most=60), check.peak),
)
