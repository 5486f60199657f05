"""One payload as bytes: a header of plain JSON and, behind it, the arrays that it speaks of, all compressed.

    "FMAP" | length of the header (uint32) | header (UTF-8 JSON, padded to 8 bytes) | arrays, each at a multiple of 8

All numbers are little-endian. Where the payload has an array of numbers, the header has {"$": [type, offset,
count]}; type is i1, i2 or i4. The whole is gzipped, with no time in it: the same payload gives the same bytes.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from typing import Any, Final

import numpy as np

_MAGIC: Final = b"FMAP"
_ALIGN: Final = 8
_TYPES: Final = {"int8": "i1", "int16": "i2", "int32": "i4"}


def pack(payload: Any) -> bytes:
    """Return a payload of plain values and int8, int16 or int32 arrays as compressed bytes."""
    return gzip.compress(_laid_out(payload), compresslevel=6, mtime=0)


def digest(payload: Any) -> str:
    """Return a short hash of a payload's content."""
    return hashlib.blake2b(_laid_out(payload), digest_size=8).hexdigest()


def _laid_out(payload: Any) -> bytes:
    blocks: list[bytes] = []
    names: dict[int, dict[str, Any]] = {}  # an array that is in two columns travels once
    size = 0

    def told(value: Any) -> Any:
        nonlocal size
        if isinstance(value, np.ndarray) and id(value) in names:
            return names[id(value)]
        if isinstance(value, np.ndarray):
            block = value.astype(value.dtype.newbyteorder("<"), copy=False).tobytes()
            name = names[id(value)] = {"$": [_TYPES[value.dtype.name], size, len(value)]}
            blocks.append(block + bytes(-len(block) % _ALIGN))
            size += len(blocks[-1])
            return name
        if isinstance(value, dict):
            return {key: told(one) for key, one in value.items()}
        if isinstance(value, list | tuple):
            return [told(one) for one in value] if _holds_arrays(value) else value
        return value

    header = json.dumps(told(payload), ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
    header += b" " * (-(len(header) + _ALIGN) % _ALIGN)
    return b"".join([_MAGIC, len(header).to_bytes(4, "little"), header, *blocks])


def unpack(content: bytes) -> Any:
    """Return the payload that was packed; the twin of `unpack` in web/packing.js.

    Raises
    ------
    ValueError
        If the bytes are no packed payload.
    """
    whole = gzip.decompress(content)
    if whole[:4] != _MAGIC:
        raise ValueError("no packed payload")
    start = 8 + int.from_bytes(whole[4:8], "little")

    def read(value: Any) -> Any:
        if isinstance(value, dict):
            if set(value) == {"$"}:
                kind, offset, count = value["$"]
                return np.frombuffer(whole, dtype=f"<{kind}", count=count, offset=start + offset)
            return {key: read(one) for key, one in value.items()}
        return [read(one) for one in value] if isinstance(value, list) else value

    return read(json.loads(whole[8:start]))


def plain(payload: Any) -> Any:
    """Return a payload with its arrays as lists: JSON-ready."""
    if isinstance(payload, np.ndarray):
        return payload.tolist()
    if isinstance(payload, dict):
        return {key: plain(value) for key, value in payload.items()}
    return [plain(value) for value in payload] if isinstance(payload, list | tuple) else payload


def _holds_arrays(values: Any) -> bool:
    return any(isinstance(value, np.ndarray | dict | list | tuple) for value in values)
