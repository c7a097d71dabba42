"""Fails for a screenshot that is empty or of one colour: python not_blank.py a.png b.png …"""

import os
import sys

from PIL import Image

for path in sys.argv[1:]:
    size = os.path.getsize(path)
    with Image.open(path) as image:
        colours = len(image.convert("RGB").getcolors(maxcolors=1 << 24))
        print(f"{os.path.basename(path)}: {image.width}x{image.height}, {size} bytes, {colours} colours")
    if size < 10_000 or colours < 50:
        sys.exit(f"{path} shows next to nothing")
