"""Find the URI actions of a PDF (ISO 32000-2, 12.6): link annotations, buttons and bookmarks."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from pikepdf import Object, Page, Pdf

_MOST_ACTIONS, _MOST_BOOKMARKS = 100, 100_000


def find_page_links(page: Page) -> list[str]:
    """Return the targets of all annotations on a page that open a URI, in the order of the file."""
    found: list[str] = []
    for annotation in _list_items(page.get("/Annots")):
        found += _find_uris(annotation)
    return found


def find_bookmark_links(document: Pdf) -> list[str]:
    """Return the targets of all bookmarks that open a URI, and of the action at opening."""
    import pikepdf  # noqa: PLC0415  (50 ms, only for PDFs)

    found = [*_find_uris(document.Root, "/OpenAction")]
    waiting = [document.Root.get("/Outlines")]
    seen: set[tuple[int, int]] = set()
    while waiting and len(seen) < _MOST_BOOKMARKS:
        item = waiting.pop()
        if not isinstance(item, pikepdf.Dictionary) or item.objgen in seen:
            continue
        seen.add(item.objgen)
        found += _find_uris(item)
        waiting += [item.get("/Next"), item.get("/First")]
    return found


def _find_uris(owner: Object, key: str = "/A") -> Iterator[str]:
    """Yield the URIs that the actions of an annotation or bookmark open.

    An action can be followed by others (`/Next`). The other actions of a button, in `/AA`, begin
    when the pointer touches it, for example.
    """
    import pikepdf  # noqa: PLC0415  (as above)

    if not isinstance(owner, pikepdf.Dictionary):
        return
    others = owner.get("/AA")
    waiting = [owner.get(key)]
    if isinstance(others, pikepdf.Dictionary):
        waiting += [value for _, value in others.items()]
    for _ in range(_MOST_ACTIONS):
        if not waiting:
            return
        action = waiting.pop(0)
        if not isinstance(action, pikepdf.Dictionary):
            continue
        uri = action.get("/URI")
        if isinstance(uri, pikepdf.String):
            yield bytes(uri).decode("utf-8", "replace").strip("\0")
        waiting += [*_list_items(action.get("/Next"))]


def _list_items(value: Object | None) -> Iterator[Object]:
    """Yield the items of an array, or the value itself if it is something else; None gives none."""
    import pikepdf  # noqa: PLC0415  (as above)

    if isinstance(value, pikepdf.Array):
        yield from value
    elif value is not None:
        yield value
