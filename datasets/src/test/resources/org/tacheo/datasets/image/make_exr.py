"""Writes the small OpenEXR files of the image tests with the reference library, and what it reads.

Made with Python 3.11, OpenEXR 3.5.3, NumPy 2.4.6. Run in this folder:
    python make_exr.py

exr.txt       name, height, width, values a pixel, SHA-256 of the values as little-endian float32
exr-written.txt  name, SHA-256 of the file that the reference library writes of a raster that the
              tests compute, too
"""

import hashlib
import os
import pathlib

import Imath
import numpy as np
import OpenEXR

HERE = pathlib.Path(__file__).parent
LINES = []
TYPES = {"half": "f2", "float": "f4", "uint": "u4"}
COMPRESSIONS = {
    "none": OpenEXR.NO_COMPRESSION,
    "zips": OpenEXR.ZIPS_COMPRESSION,
    "zip": OpenEXR.ZIP_COMPRESSION,
}
CODES = {OpenEXR.NO_COMPRESSION: 0, OpenEXR.ZIP_COMPRESSION: 3}
REFUSED = {
    "rle": OpenEXR.RLE_COMPRESSION,
    "piz": OpenEXR.PIZ_COMPRESSION,
    "pxr24": OpenEXR.PXR24_COMPRESSION,
    "b44": OpenEXR.B44_COMPRESSION,
    "b44a": OpenEXR.B44A_COMPRESSION,
    "dwaa": OpenEXR.DWAA_COMPRESSION,
    "dwab": OpenEXR.DWAB_COMPRESSION,
}


def smooth(height, width):
    """Slopes that deflate likes, with zeros, negatives and what is not finite."""
    r, c, k = np.indices((height, width, 3))
    values = ((r + 2 * c + 5 * k) // 3 - 4).astype("f8") / 4
    values[0, 0] = np.nan, np.inf, -np.inf
    values[-1, -1] = -0.0, 6e-8, 65504
    return values


def typed(values, kind):
    if kind == "uint":
        whole = np.where(np.isfinite(values), np.abs(values) * 4, 0).astype("u4")
        whole[0, 1] = 2**32 - 1, 2**24 + 1, 2**31 + 129  # rounded to float32
        return whole
    return values.astype(TYPES[kind])


def note(name, names):
    with OpenEXR.File(str(HERE / name), separate_channels=True) as file:
        read = file.channels()
        values = np.dstack([read[n].pixels.astype("<f4") for n in names])
    h, w, k = values.shape
    LINES.append("%s %d %d %d %s" % (name, h, w, k, hashlib.sha256(values.tobytes()).hexdigest()))


def write(name, channels, compression, names=None, **header):
    header.setdefault("type", OpenEXR.scanlineimage)
    with OpenEXR.File({"compression": compression, **header}, channels) as file:
        file.write(str(HERE / name))
    if names is not None:
        note(name, names)


def triple(values, names="RGB"):
    return {n: np.ascontiguousarray(values[:, :, i]) for i, n in enumerate(names)}


for kind in TYPES:
    for word, compression in COMPRESSIONS.items():
        write("%s-%s.exr" % (kind, word), triple(typed(smooth(19, 5), kind)), compression, "RGB")
for name in "YZV":
    one = {name: typed(smooth(4, 9), "float")[:, :, 0].copy()}
    write("single-%s.exr" % name, one, OpenEXR.ZIPS_COMPRESSION, name)
mixed = smooth(17, 4)
write(
    "mixed-types.exr",
    {
        "A": np.ones((17, 4), "f4"),
        "X": mixed[:, :, 0].astype("f2"),
        "Y": mixed[:, :, 1].astype("f4"),
        "Z": typed(mixed, "uint")[:, :, 2].copy(),
        "mask": np.ones((17, 4), "u4"),
    },
    OpenEXR.ZIP_COMPRESSION,
    "XYZ",
)
noise = np.random.default_rng(7).integers(0, 0x7C00, (18, 3, 3)).astype("u2").view("f2")
write("noise-zip.exr", triple(noise), OpenEXR.ZIP_COMPRESSION, "RGB")
write("1x1.exr", triple(smooth(2, 1)[1:].astype("f4")), OpenEXR.ZIP_COMPRESSION, "RGB")
window = (np.array([3, -5], "i4"), np.array([7, 13], "i4"))
write(
    "window.exr",
    triple(typed(smooth(19, 5), "half")),
    OpenEXR.ZIP_COMPRESSION,
    "RGB",
    dataWindow=window,
    displayWindow=window,
)
write(
    "refused-window.exr",
    triple(typed(smooth(19, 5), "half")),
    OpenEXR.ZIP_COMPRESSION,
    displayWindow=(np.array([0, 0], "i4"), np.array([7, 13], "i4")),
)

for word, compression in REFUSED.items():
    write("refused-%s.exr" % word, triple(typed(smooth(19, 5), "half")), compression)
parts = [
    OpenEXR.Part({"type": OpenEXR.scanlineimage}, triple(smooth(2, 2).astype("f4")), name)
    for name in ("left", "right")
]
with OpenEXR.File(parts) as file:
    file.write(str(HERE / "refused-parts.exr"))
write(
    "refused-tiled.exr",
    triple(smooth(4, 4).astype("f4")),
    OpenEXR.NO_COMPRESSION,
    type=OpenEXR.tiledimage,
    tiles=OpenEXR.TileDescription(),
)


# The old interface writes what most programs write: no type attribute, any line order


def write_old(path, values, kind, compression, order=Imath.LineOrder.INCREASING_Y, names="RGB"):
    height, width = values.shape[:2]
    header = OpenEXR.Header(width, height)
    pixel = Imath.PixelType(Imath.PixelType.HALF if kind == "half" else Imath.PixelType.FLOAT)
    header["channels"] = {n: Imath.Channel(pixel) for n in names}
    header["compression"] = Imath.Compression(CODES[compression])
    header["lineOrder"] = Imath.LineOrder(order)
    file = OpenEXR.OutputFile(str(path), header)
    file.writePixels(
        {n: np.ascontiguousarray(values[:, :, i]).tobytes() for i, n in enumerate(names)}
    )
    file.close()


for word in ("none", "zip"):
    name = "decreasing-%s.exr" % word
    values = typed(smooth(19, 5), "half")
    write_old(HERE / name, values, "half", COMPRESSIONS[word], Imath.LineOrder.DECREASING_Y)
    note(name, "RGB")


# What the writer must write: plain files, and a ZIP file of noise that deflate cannot shorten


def texture(height, width):
    r, c, k = np.indices((height, width, 3))
    return ((3 * c + 2 * r + 40 * k + (r * 7919 + c * 104729 + k * 31) % 37) & 255) / 8


def scrambled(height, width, exponent, kind):
    """Bits of a multiplicative hash of the index, finite as numbers: noise that nothing shortens."""
    index = np.arange(height * width * 3, dtype="u8").reshape(height, width, 3)
    hashed = index * np.uint64(0x9E3779B97F4A7C15)
    hashed ^= hashed >> np.uint64(29)
    hashed = (hashed * np.uint64(0xBF58476D1CE4E5B9)) >> np.uint64(64 - 8 * np.dtype(kind).itemsize)
    finite = (hashed & np.uint64(exponent)) != exponent
    lowest = exponent & -exponent
    return np.where(finite, hashed, hashed ^ np.uint64(lowest)).astype(kind)


WRITTEN = []


def written(name, values, kind, compression, names):
    path = HERE / "written.exr"
    write_old(path, values, kind, compression, names=names)
    WRITTEN.append("%s %s" % (name, hashlib.sha256(path.read_bytes()).hexdigest()))
    os.remove(path)


for h, w in ((1, 1), (13, 21), (35, 17)):
    for kind in ("half", "float"):
        values = texture(h, w).astype(TYPES[kind])
        size = "%s-%dx%d" % (kind, h, w)
        written("none-" + size, values[:, :, :1], kind, OpenEXR.NO_COMPRESSION, "Y")
        written("none-" + size + "x3", values, kind, OpenEXR.NO_COMPRESSION, "RGB")
bits = scrambled(35, 40, 0x7C00, "u2").view("f2")
written("zip-half-35x40x3", bits, "half", OpenEXR.ZIP_COMPRESSION, "RGB")
bits = scrambled(35, 40, 0x7F800000, "u4").view("f4")
written("zip-float-35x40x3", bits, "float", OpenEXR.ZIP_COMPRESSION, "RGB")

for name, lines in (("exr.txt", LINES), ("exr-written.txt", WRITTEN)):
    (HERE / name).write_text("\n".join(lines) + "\n")
