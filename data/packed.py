"""Imported files as the store keeps them: packed with zstd, in files of version 1 with gzip."""

from __future__ import annotations

import gzip

GZIP = b"\x1f\x8b"
LEVEL = 1


def pack(content: bytes) -> bytes:
    """Packed bytes, with the length they unpack to in front."""
    import pyarrow as pa

    if not content:
        return b""
    body: bytes = pa.Codec("zstd", compression_level=LEVEL).compress(content, asbytes=True)
    return len(content).to_bytes(8, "big") + body


def unpack(packed: bytes) -> bytes:
    """The bytes `pack` was given."""
    import pyarrow as pa

    if not packed:
        return b""
    if packed.startswith(GZIP):
        return gzip.decompress(packed)
    size = int.from_bytes(packed[:8], "big")
    content: bytes = pa.Codec("zstd").decompress(packed[8:], decompressed_size=size, asbytes=True)
    return content
