"""Makes docs/scenes.jpg, a contact sheet of 40 rendered scenes. Pillow 13.0.0.

tacheo datasets render plain --out /tmp/sheet --count 40 --seed 5 --size 180x240
python docs/make_scenes.py /tmp/sheet/rendered-plain docs/scenes.jpg
"""

import pathlib
import sys

from PIL import Image

frames = sorted(pathlib.Path(sys.argv[1]).rglob("*rgb.png"))[:40]
sheet = Image.new("RGB", (8 * 160, 5 * 120))
for i, frame in enumerate(frames):
    picture = Image.open(frame).resize((160, 120), Image.Resampling.LANCZOS)
    sheet.paste(picture, (i % 8 * 160, i // 8 * 120))
sheet.save(sys.argv[2], quality=80, optimize=True)
