"""HTML of the app's own: the one place where text is escaped, so that none is forgotten and none escaped twice."""

from __future__ import annotations

from html import escape


class Markup(str):
    """HTML that is made already; any other text is escaped where it becomes part of some."""

    __slots__ = ()


def tag(name: str, *children: str | None, **attributes: str | None) -> Markup:
    """Return an element; children that are no Markup are escaped, None is left out, `class_` gives the class."""
    told = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(value, quote=True)}"'
        for key, value in attributes.items()
        if value is not None
    )
    return Markup(f"<{name}{told}>{joined(*children)}</{name}>")


def joined(*children: str | None) -> Markup:
    """Return children one after the other, escaped unless they are Markup."""
    return Markup("".join(one if isinstance(one, Markup) else escape(one) for one in children if one is not None))
