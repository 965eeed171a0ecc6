"""Writes what PyTorch, torchvision and Pillow make of rasters that the resampling tests compute, too.

Made with Python 3.11, torch 2.13.0 (CPU, AVX-512), torchvision 0.28.0, Pillow 12.0.0, NumPy 2.4.6.
Run in this folder:
    python make_resample.py

resample.txt   name, then the values' big-endian hexadecimal bits (of bytes: each byte), or
               "sha256:" and the digest of their little-endian bytes;
               names are INTERPOLATION/channels/HxW/H'xW' for planes, torchvision/... and pillow/...
               for images, and size/RULE/HxW/resolution
"""

import hashlib
import pathlib
import sys

import numpy as np
import torch
from PIL import Image
from torch.nn.functional import interpolate
from torchvision.transforms import InterpolationMode
from torchvision.transforms.functional import pil_to_tensor, resize

HERE = pathlib.Path(__file__).parent
MODES = {
    "NEAREST": dict(mode="nearest"),
    "NEAREST_EXACT": dict(mode="nearest-exact"),
    "BILINEAR": dict(mode="bilinear"),
    "BILINEAR_ANTIALIAS": dict(mode="bilinear", antialias=True),
    "BILINEAR_ALIGN_CORNERS": dict(mode="bilinear", align_corners=True),
    "BICUBIC": dict(mode="bicubic"),
    "BICUBIC_ANTIALIAS": dict(mode="bicubic", antialias=True),
    "AREA": dict(mode="area"),
}
PLANES = [
    (1, (7, 9), (5, 6)),
    (2, (5, 6), (12, 17)),
    (1, (9, 4), (4, 9)),
    (1, (3, 5), (3, 8)),
    (1, (6, 2), (3, 2)),
    (1, (1, 1), (2, 3)),
    (1, (4, 7), (1, 1)),
    (1, (1, 8), (8, 1)),
    (3, (48, 64), (57, 76)),
    (1, (48, 64), (64, 64)),
    (1, (48, 64), (64, 65)),
    (1, (40, 100), (90, 100)),
    (4, (12, 9), (96, 72)),
    (3, (121, 67), (31, 40)),
    (3, (96, 72), (12, 9)),
    (1, (370, 1226), (231, 767)),
]
IMAGES = [
    ((7, 9), (5, 6)),
    ((5, 6), (12, 17)),
    ((48, 64), (57, 76)),
    ((121, 67), (31, 40)),
    ((96, 64), (12, 64)),
    ((30, 21), (30, 7)),
    ((375, 1242), (231, 768)),
    ((480, 640), (576, 768)),
]
SIZES = [(480, 640), (370, 1226), (375, 1242), (637, 200), (535, 535), (1, 768), (1024, 768), (6048, 4032), (768, 1)]


def planes(channels, height, width):
    """The raster that the tests compute as well: a Weyl sequence in [-1, 1)."""
    i = np.arange(channels * height * width, dtype=np.int64)
    return ((i * 40503 % 65536).astype(np.float32) / 32768 - 1).reshape(1, channels, height, width)


def image(height, width):
    """The image that the tests compute as well: slopes with noise upon them."""
    i = np.arange(height * width * 3, dtype=np.int64)
    noise = (i * 2654435761 >> 7) % 101
    return ((i * 255 // (height * width * 3) + noise) % 256).astype(np.uint8).reshape(height, width, 3)


def shown(array):
    if array.nbytes > 600:
        return "sha256:" + hashlib.sha256(array.tobytes()).hexdigest()
    return array.astype(array.dtype.newbyteorder(">")).tobytes().hex()


def name(*parts):
    return "/".join("x".join(map(str, p)) if isinstance(p, tuple) else str(p) for p in parts)


def lines():
    for mode, options in MODES.items():
        for channels, before, after in PLANES:
            result = interpolate(torch.from_numpy(planes(channels, *before)), size=after, **options).numpy()
            if mode == "AREA" and result.size > 2000:
                continue
            bits = result.astype(">f4").tobytes().hex() if mode == "AREA" else shown(result)
            yield name(mode, channels, before, after), bits
    torchvision = {
        "BILINEAR_ANTIALIAS": InterpolationMode.BILINEAR,
        "BICUBIC_ANTIALIAS": InterpolationMode.BICUBIC,
        "NEAREST_EXACT": InterpolationMode.NEAREST_EXACT,
    }
    pillow = {"NEAREST": Image.NEAREST, "BILINEAR": Image.BILINEAR, "BICUBIC": Image.BICUBIC}
    for before, after in IMAGES:
        picture = Image.fromarray(image(*before))
        for mode, option in torchvision.items():
            resized = resize(pil_to_tensor(picture), list(after), option, antialias=True)
            yield name("torchvision", mode, before, after), shown(resized.permute(1, 2, 0).contiguous().numpy())
        for mode, option in pillow.items():
            resized = picture.resize((after[1], after[0]), option)
            yield name("pillow", mode, before, after), shown(np.array(resized))
    for height, width in SIZES:
        for r in (0, 320, 640, 756, 768):
            longest = max(height, width)
            floor = (height * r // longest, width * r // longest) if r else (height, width)
            factor = min(r / width, r / height)
            truncated = (int(height * factor), int(width * factor)) if r else (height, width)
            yield name("size/INTEGER", (height, width), r), "x".join(map(str, floor))
            yield name("size/DOUBLE", (height, width), r), "x".join(map(str, truncated))
    counts = [sum(int(n * (768 / n)) != 768 for n in range(1, 6001))]
    yield "size/short-of-768", str(counts[0])


def main():
    torch.set_num_threads(2)  # with one, bilinear interpolation of three planes rounds differently
    text = "".join(f"{key} {value}\n" for key, value in lines())
    (HERE / "resample.txt").write_text(text)


main()
