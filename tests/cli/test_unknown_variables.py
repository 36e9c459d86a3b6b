"""A variable of the environment with a wrong name has no effect, and each run says so once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.own_defaults import Places
    from tests.conftest import Run

    Tool = Callable[..., Run]

NUMBER = "+447911123456"


@pytest.mark.parametrize(
    ("names", "said"),
    [
        pytest.param(["LINK__TXT"], "Note: The variable WA_LINK_LINK__TXT has no effect: did you "
                     "mean WA_LINK_LINK__TEXT?\n", id="wrong option"),
        pytest.param(["LABEL__STOCK"], "Note: The variable WA_LINK_LABEL__STOCK has no effect: did "
                     "you mean WA_LINK_LABELS__STOCK?\n", id="wrong command"),
        pytest.param(["QR__COLOR"], "", id="option of another command"),
        pytest.param(["LINK__MESSAGE"], "Note: The variable WA_LINK_LINK__MESSAGE has no effect: "
                     "did you mean WA_LINK_LINK__TEXT?\n", id="name of another tool"),
        pytest.param(["REGIO"], "Note: The variable WA_LINK_REGIO has no effect: did you mean "
                     "WA_LINK_REGION?\n", id="all commands"),
        pytest.param(["ZZZZ"], "Note: The variable WA_LINK_ZZZZ has no effect: wa-link has no such "
                     "variable.\n", id="nothing similar"),
        pytest.param(["ZZZZ", "REGIO"], "Note: The variables WA_LINK_REGIO, WA_LINK_ZZZZ have no "
                     "effect: run wa-link config for similar names.\n", id="several"),
        pytest.param(["LINK__REGION", "REGION", "LABELS__STOCK"], "", id="right"),
        pytest.param(["TOKEN", "PHONE_ID", "WABA_ID", "CLOUD_API", "NO_SKIP"], "", id="others"),
    ],
)  # fmt: skip
def test_a_wrong_variable_is_named(
    wa_link: Tool, places: Places, names: list[str], said: str
) -> None:
    for name in names:
        places.patch.setenv(f"WA_LINK_{name}", "GB")
    run = wa_link("link", NUMBER)
    assert (run.code, run.out, run.err) == (0, "https://wa.me/447911123456\n", said)


@pytest.mark.parametrize(("quiet", "count"), [([], 1), (["-q"], 0)])
def test_quiet_runs_name_no_variable(
    wa_link: Tool, places: Places, quiet: list[str], count: int
) -> None:
    places.patch.setenv("WA_LINK_STOK", "L7160")
    (places.folder / "s.csv").write_text(f"phone\n{NUMBER}\n")
    assert wa_link("batch", "s.csv", *quiet).err.count("WA_LINK_STOK") == count


def test_the_variable_of_a_command_is_checked_by_it(wa_link: Tool, places: Places) -> None:
    places.patch.setenv("WA_LINK_INSPECT__REGIO", "GB")
    assert wa_link("link", NUMBER).err == ""
    assert "WA_LINK_INSPECT__REGION?" in wa_link("inspect", NUMBER).err
    assert "WA_LINK_INSPECT__REGIO" not in wa_link("explain", "too_short").err
