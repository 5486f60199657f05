"""Bytes of a file to text: UTF-8, or another encoding that is recognised with confidence, or one clear error."""

from __future__ import annotations

from typing import Final

from ..errors import InputError

_SAMPLE_BYTES: Final = 100_000
#: share of improbable characters above which a guess is not trusted, and of known words below which it is not
_MAX_CHAOS: Final = 0.05
_MIN_COHERENCE: Final = 0.3
_CONTROL: Final = frozenset(range(32)) - {9, 10, 12, 13}
_MAX_CONTROL_SHARE: Final = 0.001


def decoded(content: bytes, name: str) -> str:
    """Return the text of a file.

    UTF-8 with or without a mark is tried first, UTF-16 where its mark is there, then charset-normalizer's best
    guess if it is confident (few improbable characters, words of a known language).

    Raises
    ------
    InputError
        If the bytes are no text, or of an encoding that cannot be told with confidence.
    """
    if content[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return _strict(content, "utf-16", name)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _guessed(content, name, error.start)
    controls = sum(1 for char in text[:_SAMPLE_BYTES] if ord(char) in _CONTROL)
    if controls > _MAX_CONTROL_SHARE * min(len(text), _SAMPLE_BYTES) + 1:
        raise InputError(f"{name}: binary data, not a text ({controls} control characters); expected UTF-8 text.")
    return text


def _guessed(content: bytes, name: str, position: int) -> str:
    if b"\x00" in content[:_SAMPLE_BYTES]:
        raise InputError(f"{name}: binary data, not a text (byte 0 found); expected UTF-8 text.")
    from charset_normalizer import from_bytes

    best = from_bytes(content[:_SAMPLE_BYTES]).best()
    if best is None or best.chaos > _MAX_CHAOS or best.coherence < _MIN_COHERENCE:
        raise InputError(
            f"{name}: not UTF-8 (byte {content[position]:#04x} at {position}) and no other encoding is certain; "
            "save the file as UTF-8."
        )
    return _strict(content, best.encoding, name)


def _strict(content: bytes, encoding: str, name: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError(
            f"{name}: looks like {encoding} but breaks at byte {error.start}; save the file as UTF-8."
        ) from error
