"""Writes the small prediction files of the image tests, and what the usual libraries read.

Made with Python 3.11, NumPy 2.4.6, SciPy 1.17.1, OpenCV 5.0.0, Pillow 13.0.0. Run in this folder:
    python make_formats.py

formats.txt   name, key or -, height, width, values a pixel, SHA-256 of the values as little-endian
              float32, row-major, x y z of a pixel together
"""

import hashlib
import io
import pathlib
import struct
import zipfile
import zlib

import cv2
import numpy as np
import scipy.io
from PIL import Image

HERE = pathlib.Path(__file__).parent
LINES = []
H, W = 5, 7


def note(name, values, key="-"):
    values = np.ascontiguousarray(values.astype("<f4"))
    h, w = values.shape[:2]
    k = values.shape[2] if values.ndim == 3 else 1
    sha = hashlib.sha256(values.tobytes()).hexdigest()
    LINES.append("%s %s %d %d %d %s" % (name, key, h, w, k, sha))


def base(h=H, w=W):
    r, c = np.indices((h, w))
    values = r * 1.37 - c * 0.211 + (r * c) ** 1.5
    values[1, 2], values[2, 3], values[3, 4], values[4, 5] = np.nan, np.inf, -np.inf, -0.0
    return values


def triples(h=H, w=W):
    r, c, k = np.indices((h, w, 3))
    return np.sin(1.0 + r * 0.7 + c * 1.3 + k * 2.1)


# NumPy arrays of vectors

for name, values in (
    ("vectors-chw-f4.npy", triples().transpose(2, 0, 1).astype("<f4", order="C")),
    ("vectors-chw-f2-fortran.npy", np.asfortranarray(triples().transpose(2, 0, 1).astype(">f2"))),
    ("vectors-1chw-f8.npy", triples().transpose(2, 0, 1)[None].astype("<f8", order="C")),
    ("vectors-hwc-f4.npy", triples().astype("<f4")),
    ("vectors-hwc-f8-fortran.npy", np.asfortranarray(triples().astype(">f8"))),
    ("vectors-hwc-f2.npy", triples(4, 3).astype("<f2")),
):
    np.save(HERE / name, values)
    read = np.load(HERE / name)
    chw = "chw" in name
    note(name, read.reshape(read.shape[-3:]).transpose(1, 2, 0) if chw else read)

# RGB PNG: OpenCV writes and reads B, G, R

FILTERS = {
    "none": cv2.IMWRITE_PNG_FILTER_NONE,
    "left": cv2.IMWRITE_PNG_FILTER_SUB,
    "up": cv2.IMWRITE_PNG_FILTER_UP,
    "average": cv2.IMWRITE_PNG_FILTER_AVG,
    "paeth": cv2.IMWRITE_PNG_FILTER_PAETH,
}
for bits in (8, 16):
    most = 2**bits - 1
    pixels = np.rint((triples(6, 8) + 1) / 2 * most).astype("u%d" % (bits // 8))
    pixels[0, 0], pixels[0, 1], pixels[1, 1] = 0, most, (0, 1, 0)
    for word, kind in FILTERS.items():
        name = "vectors-rgb%d-%s.png" % (bits, word)
        options = [cv2.IMWRITE_PNG_FILTER, kind]
        assert cv2.imwrite(str(HERE / name), pixels[:, :, ::-1], options)
        read = cv2.imread(str(HERE / name), cv2.IMREAD_UNCHANGED)[:, :, ::-1]
        assert np.array_equal(read, pixels)
        note(name, read.astype(np.float32) / float(most) * 2.0 - 1.0)

# npz: numpy.savez stamps 1980, so the bytes repeat

np.savez(HERE / "one.npz", depth=base().astype("<f4"))
note("one.npz", np.load(HERE / "one.npz")["depth"])
np.savez_compressed(
    HERE / "several.npz",
    depth=base().astype(">f8"),
    normals=triples().transpose(2, 0, 1).astype("<f4"),
    note=np.array(["a"]),
)
with np.load(HERE / "several.npz") as read:
    note("several.npz", read["depth"], "depth")
    note("several.npz", read["normals"].transpose(1, 2, 0), "normals")
np.savez_compressed(HERE / "unnamed.npz", triples().astype("<f2"))
note("unnamed.npz", np.load(HERE / "unnamed.npz")["arr_0"], "arr_0")
# What a writer gives that cannot seek: sizes and CRC behind the data
plain = io.BytesIO()
np.save(plain, base().astype("<f4"))


class Pipe(io.RawIOBase):
    def __init__(self):
        self.data = bytearray()

    def writable(self):
        return True

    def write(self, data):
        self.data += data
        return len(data)


pipe = Pipe()
with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as file:
    file.writestr(zipfile.ZipInfo("depth.npy"), plain.getvalue(), zipfile.ZIP_DEFLATED)
(HERE / "streamed.npz").write_bytes(pipe.data)
note("streamed.npz", np.load(HERE / "streamed.npz")["depth"])

# PFM

cv2.imwrite(str(HERE / "gray-cv.pfm"), base().astype("f4"))
note("gray-cv.pfm", cv2.imread(str(HERE / "gray-cv.pfm"), cv2.IMREAD_UNCHANGED))
cv2.imwrite(str(HERE / "colour-cv.pfm"), triples().astype("f4")[:, :, ::-1])
note("colour-cv.pfm", cv2.imread(str(HERE / "colour-cv.pfm"), cv2.IMREAD_UNCHANGED)[:, :, ::-1])
Image.fromarray(base().astype("f4")).save(HERE / "gray-pillow.pfm")
note("gray-pillow.pfm", np.asarray(Image.open(HERE / "gray-pillow.pfm")))
for name, magic, values in (
    ("gray-big.pfm", b"Pf", base()),
    ("colour-big.pfm", b"PF", triples()),
):
    header = magic + b"\n%d %d\n1.000000\n" % (W, H)
    (HERE / name).write_bytes(header + values[::-1].astype(">f4").tobytes())
    read = cv2.imread(str(HERE / name), cv2.IMREAD_UNCHANGED)
    note(name, read if values.ndim == 2 else read[:, :, ::-1])

# MATLAB v5: SciPy writes little-endian files of plain elements; the rest is written here and read
# back with SciPy


def element(kind, data, order):
    if len(data) <= 4 and data:
        return struct.pack(order + "I", len(data) << 16 | kind) + data.ljust(4, b"\0")
    return struct.pack(order + "II", kind, len(data)) + data + bytes(-len(data) % 8)


def matrix(name, values, array_class, stored, kind, order):
    body = element(6, struct.pack(order + "II", array_class, 0), order)
    body += element(5, struct.pack(order + "%di" % values.ndim, *values.shape), order)
    body += element(1, name.encode(), order)
    body += element(kind, values.astype(order + stored).tobytes("F"), order)
    return struct.pack(order + "II", 14, len(body)) + body


def packed(data, order):
    data = zlib.compress(data)
    return struct.pack(order + "II", 15, len(data)) + data


def mat(name, *elements, order="<"):
    text = b"MATLAB 5.0 MAT-file, written for a test".ljust(116) + bytes(8)
    head = text + struct.pack(order + "HH", 0x0100, 0x4D49)
    (HERE / name).write_bytes(head + b"".join(elements))


def note_mat(name, key, shown=None):
    read = scipy.io.loadmat(HERE / name)[key]
    if 1 in (read.shape[0], read.shape[-1]) and read.ndim == 3:
        read = read.reshape([n for n in read.shape if n != 1])
    if read.ndim == 3 and read.shape[0] == 3:
        read = read.transpose(1, 2, 0)
    note(name, read, shown or key)


def save(name, arrays, compress):
    scipy.io.savemat(HERE / name, arrays, do_compression=compress)
    data = bytearray((HERE / name).read_bytes())
    data[:116] = b"MATLAB 5.0 MAT-file, written by SciPy".ljust(116)  # no date, so that it repeats
    (HERE / name).write_bytes(data)


save("single.mat", {"depth": base().astype("f4")}, False)
note_mat("single.mat", "depth", "-")
save("double-packed.mat", {"depth": base()}, True)
note_mat("double-packed.mat", "depth", "-")
save("d.mat", {"d": base()[None]}, False)
note_mat("d.mat", "d", "-")
several = {
    "normals": triples().astype("f4"),
    "planes": triples().transpose(2, 0, 1),
    "words": "hello",
    "cells": np.array([1, "a"], dtype=object),
    "sparse": scipy.sparse.eye(4).tocsc(),
    "complex": base() + 1j,
    "mm": (np.arange(35).reshape(5, 7) * 1871).astype("u2"),
    "logical": np.arange(35).reshape(5, 7) % 3 == 0,
    "flat": np.zeros((2, 2, 2, 2)),
    "empty": np.zeros((0, 4)),
}
for compress in (False, True):
    name = "several-packed.mat" if compress else "several.mat"
    save(name, several, compress)
    note_mat(name, "normals")
    note_mat(name, "planes")
whole = np.arange(H * W).reshape(H, W) - 17
for order, word in (("<", "little"), (">", "big")):
    for kind, code, stored in (
        ("i1", 1, "int8"),
        ("u1", 2, "uint8"),
        ("i2", 3, "int16"),
        ("u2", 4, "uint16"),
        ("i4", 5, "int32"),
        ("u4", 6, "uint32"),
        ("f4", 7, "single"),
        ("f8", 9, "double"),
        ("i8", 12, "int64"),
        ("u8", 13, "uint64"),
    ):
        values = np.abs(whole) if stored.startswith("u") else whole
        if order == "<" and code not in (2, 5):
            continue
        name = "stored-%s-%s.mat" % (stored, word)
        array = matrix("x", values, 6, kind, code, order)
        other = matrix("other", values[:2], 7, "f4", 7, order)
        mat(name, packed(array, order) if code % 2 else array, other, order=order)
        note_mat(name, "x")
mat("class-int16.mat", matrix("mm", whole, 10, "i2", 3, "<"))
(HERE / "refused-v73.mat").write_bytes(
    b"MATLAB 7.3 MAT-file, Platform: GLNXA64".ljust(116) + bytes(8) + b"\0\x02IM" + bytes(384) + b"\x89HDF\r\n\x1a\n"
)
scipy.io.savemat(HERE / "refused-v4.mat", {"depth": base()}, format="4")

(HERE / "formats.txt").write_text("\n".join(LINES) + "\n")
