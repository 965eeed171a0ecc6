"""Makes docs/mini-family.jpg: rendered rooms, their depth, and what the mini family sees. Pillow 13.0.0, NumPy 2.4.6.

tacheo datasets render nyuv2 --out ROOMS --count 5 --shots 1 --seed 2
tacheo predict docs/examples/mini-pictures.yaml --data ROOMS --models checkpoints --out ROOMS/out
python docs/make_mini_pictures.py ROOMS docs/mini-family.jpg
"""

import pathlib
import sys
import tarfile

import numpy as np
from PIL import Image

ROWS = ("marigold-1x10-broken", "marigold-1x10", "marigold-50x10", "marigold-e2e-ft", "sd-e2e-ft")
WIDTH, HEIGHT = 160, 120
folder = pathlib.Path(sys.argv[1])


def grey(depth, truth):
    """Fitted to the truth, as it is scored; near is bright."""
    a = np.stack([depth.ravel(), np.ones(depth.size)], 1)
    fitted = (a @ np.linalg.lstsq(a, truth.ravel(), rcond=None)[0]).reshape(depth.shape)
    low, high = np.quantile(truth, (0.01, 0.99))
    return Image.fromarray(np.uint8(255 * np.clip((high - fitted) / (high - low), 0, 1)))


archive = tarfile.open(folder / "rendered-nyuv2" / "nyu_labeled_extracted.tar")
names = sorted(name for name in archive.getnames() if "rgb_" in name)
sheet = Image.new("RGB", ((2 + len(ROWS)) * WIDTH, len(names) * HEIGHT))
for y, name in enumerate(names):
    image = Image.open(archive.extractfile(name)).convert("RGB")
    file = archive.extractfile(name.replace("rgb_", "filled_"))
    truth = np.asarray(Image.open(file), np.float64)
    row = [image, grey(truth, truth)]
    for estimator in ROWS:
        stem = pathlib.Path(name).stem.replace("rgb_", "pred_")
        (found,) = (folder / "out" / estimator).rglob(f"{pathlib.Path(name).parent.name}/{stem}.npy")
        row.append(grey(np.load(found).astype(np.float64), truth))
    for x, picture in enumerate(row):
        small = picture.convert("RGB").resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
        sheet.paste(small, (x * WIDTH, y * HEIGHT))
sheet.save(sys.argv[2], quality=80, optimize=True)
