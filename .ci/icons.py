"""Draws the built-in icons and the social image, as they lie in functions/core; only needed to change the drawing.

    python3 icons.py ../functions/core/src/main/resources/press/communique/core/page/assets

Two colours in a palette: the first is the accent, the second paper; the newsroom's own accent takes the first one's place.
"""

import struct
import sys
import zlib
from pathlib import Path

ACCENT, PAPER = (0x1D, 0x3F, 0x72), (0xFB, 0xFA, 0xF7)
# A sheet seen from afar, on a grid of 32: a headline, a hairline, and text in two columns.
MARK = [(6, 7, 20, 4), (6, 14, 20, 1), (6, 18, 9, 2), (17, 18, 9, 2), (6, 22, 9, 2), (17, 22, 9, 2)]


def png(width, height, boxes, ground):
    """boxes: x, y, width, height, colour."""
    rows = [[ground] * width for _ in range(height)]
    for x, y, w, h, colour in boxes:
        for line in rows[y : y + h]:
            line[x : x + w] = [colour] * w
    raw = b""
    for line in rows:
        bits = "".join(map(str, line)).ljust((width + 7) // 8 * 8, "0")
        raw += b"\0" + int(bits, 2).to_bytes(len(bits) // 8, "big")

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 3, 0, 0, 0))
        + chunk(b"PLTE", bytes(ACCENT + PAPER))
        + chunk(b"IDAT", zlib.compress(raw, 9))
        + chunk(b"IEND", b"")
    )


def mark(x, y, scale):
    return [(x + a * scale, y + b * scale, c * scale, d * scale, 1) for a, b, c, d in MARK]


def main(folder):
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    small = png(32, 32, mark(0, 0, 1), 0)
    header = struct.pack("<HHH", 0, 1, 1) + struct.pack("<BBBBHHII", 32, 32, 2, 0, 1, 1, len(small), 22)
    (folder / "favicon.ico").write_bytes(header + small)
    (folder / "icon.png").write_bytes(png(192, 192, mark(0, 0, 6), 0))
    card = [(0, 0, 1200, 24, 0), (504, 204, 192, 192, 0), (96, 534, 1008, 6, 0), (96, 546, 1008, 2, 0)]
    (folder / "card.png").write_bytes(png(1200, 630, card + mark(504, 204, 6), 1))
    boxes = "".join(f"M{a} {b}h{c}v{d}h-{c}z" for a, b, c, d in MARK)
    (folder / "icon.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="4" fill="#1d3f72"/>'
        f'<path fill="#fbfaf7" d="{boxes}"/></svg>\n'
    )


if __name__ == "__main__":
    main(sys.argv[1])
