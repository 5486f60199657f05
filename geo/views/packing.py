"""One payload as bytes: a header of plain JSON and, behind it, the arrays that it speaks of, all compressed.

    "FMAP" | length of the header (uint32) | header (UTF-8 JSON, padded to 8 bytes) | arrays, each at a multiple of 8

All numbers are little-endian. Where the payload has an array of numbers, the header has {"$": [type, offset,
count]}; type is i1, i2, i4, or v for `Small` numbers of one to five bytes. The whole is gzipped, with no time in it:
the same payload gives the same bytes.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

_MAGIC: Final = b"FMAP"
_ALIGN: Final = 8
#: Of gzip: the smallest; a front of a million records takes seconds at any level.
_LEVEL: Final = 9
_TYPES: Final = {"int8": "i1", "int16": "i2", "int32": "i4"}
#: Bits that a byte of a variable-length number holds; the eighth says that more follow.
_BITS: Final = 7


@dataclass(frozen=True, eq=False)
class Small:
    """Whole numbers of 32 bits of which most are small, such as steps along a line: packed as short as each is.

    The method is that of Protocol Buffers: ZigZag, so that small negative numbers are short too, then base-128 varints.
    """

    values: np.ndarray


def pack(payload: Any) -> bytes:
    """Return a payload of plain values and int8, int16 or int32 arrays as compressed bytes."""
    return gzip.compress(_laid_out(payload), compresslevel=_LEVEL, mtime=0)


def digest(payload: Any) -> str:
    """Return a short hash of a payload's content."""
    return hashlib.blake2b(_laid_out(payload), digest_size=8).hexdigest()


def _laid_out(payload: Any) -> bytes:
    blocks: list[bytes] = []
    names: dict[int, dict[str, Any]] = {}  # an array that is in two columns travels once
    size = 0

    def told(value: Any) -> Any:
        nonlocal size
        if isinstance(value, np.ndarray | Small) and id(value) in names:
            return names[id(value)]
        if isinstance(value, np.ndarray | Small):
            kind, block, count = _block(value)
            name = names[id(value)] = {"$": [kind, size, count]}
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


def _block(value: np.ndarray | Small) -> tuple[str, bytes, int]:
    if isinstance(value, Small):
        return "v", varints(value.values), len(value.values)
    return _TYPES[value.dtype.name], value.astype(value.dtype.newbyteorder("<"), copy=False).tobytes(), len(value)


def varints(values: np.ndarray) -> bytes:
    """Return whole numbers of 32 bits as ZigZag varints: the low seven bits first, the eighth set while more follow."""
    whole = values.astype(np.int64)
    folded = ((whole << 1) ^ (whole >> 63)).astype(np.uint64)
    shifts = np.arange(0, 35, _BITS, dtype=np.uint64)
    digits = (folded[:, None] >> shifts).astype(np.uint64)
    kept = digits > 0
    kept[:, 0] = True
    more = np.zeros_like(kept)
    more[:, :-1] = kept[:, 1:]
    return bytes(((digits & 0x7F) | (more.astype(np.uint64) << np.uint64(_BITS)))[kept].astype(np.uint8).tobytes())


def from_varints(content: bytes, count: int) -> np.ndarray:
    """Return the first `count` numbers of ZigZag varints as int32: the other way of `varints`."""
    digits = np.frombuffer(content, np.uint8).astype(np.uint64)
    ends = np.flatnonzero(digits < 1 << _BITS)[:count]
    starts = np.r_[0, ends[:-1] + 1] if count else ends
    place = np.arange(ends[-1] + 1 if count else 0) - np.repeat(starts, ends - starts + 1)
    shifted = (digits[: len(place)] & 0x7F) << (place * _BITS).astype(np.uint64)
    folded = np.add.reduceat(shifted, starts) if count else shifted
    halved = (folded >> np.uint64(1)).astype(np.int64)
    return np.where(folded & 1, -halved - 1, halved).astype(np.int32)


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
                if kind == "v":
                    return from_varints(whole[start + offset : start + offset + 5 * count], count)
                return np.frombuffer(whole, dtype=f"<{kind}", count=count, offset=start + offset)
            return {key: read(one) for key, one in value.items()}
        return [read(one) for one in value] if isinstance(value, list) else value

    return read(json.loads(whole[8:start]))


def plain(payload: Any) -> Any:
    """Return a payload with its arrays as lists: JSON-ready."""
    if isinstance(payload, Small):
        return payload.values.tolist()
    if isinstance(payload, np.ndarray):
        return payload.tolist()
    if isinstance(payload, dict):
        return {key: plain(value) for key, value in payload.items()}
    return [plain(value) for value in payload] if isinstance(payload, list | tuple) else payload


def _holds_arrays(values: Any) -> bool:
    return any(isinstance(value, np.ndarray | Small | dict | list | tuple) for value in values)
