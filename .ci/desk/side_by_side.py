"""Makes one small picture of three: python3 side_by_side.py folder docs/images/desk name…"""

import sys
from pathlib import Path

from PIL import Image

WIDTHS = (360, 768, 1440)
HEIGHT, GAP, PAPER = 620, 16, "#d9d6cd"

shots, out = Path(sys.argv[1]), Path(sys.argv[2])
out.mkdir(parents=True, exist_ok=True)
for name in sys.argv[3:]:
    pictures = []
    for width in WIDTHS:
        picture = Image.open(shots / f"{name}-{width}.png").convert("RGB")
        pictures.append(picture.resize((round(picture.width * HEIGHT / picture.height), HEIGHT), Image.LANCZOS))
    whole = Image.new("RGB", (sum(each.width for each in pictures) + GAP * 4, HEIGHT + GAP * 2), PAPER)
    at = GAP
    for picture in pictures:
        whole.paste(picture, (at, GAP))
        at += picture.width + GAP
    whole.save(out / f"{name}.webp", quality=72, method=6)
