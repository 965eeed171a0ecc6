"""Writes the small rasters of the image tests, and what Pillow and NumPy read from them.

Made with Python 3.11, Pillow 13.0.0 (libjpeg-turbo 3.2.0), NumPy 2.4.6. Run in this folder:
    python make_rasters.py

rasters.txt   name, height, width, SHA-256 of the decoded pixels, then pixels as row,column=value(s)
arrays.txt    name, dtype, shape, SHA-256 of the elements (floats as little-endian float32 in C order)
writers.txt   name, SHA-256 of what Pillow or NumPy write for rasters that the tests compute, too
"""

import hashlib
import io
import pathlib
import struct
import zlib

import numpy as np
from PIL import Image, ImageCms

HERE = pathlib.Path(__file__).parent
LINES = []


def sha(data):
    return hashlib.sha256(data).hexdigest()


def texture(height, width):
    """The image that the tests compute as well: slopes that wrap, and noise."""
    r, c, k = np.indices((height, width, 3))
    noise = (r * 7919 + c * 104729 + k * 31) % 37
    return ((3 * c + 2 * r + 40 * k + noise) & 255).astype(np.uint8)


def smooth(height, width):
    """Something a JPEG likes: blobs of saturated colour with soft edges."""
    r, c = np.mgrid[0:height, 0:width].astype(float)
    channels = [np.sin(r / 5 + k) * np.cos(c / 7 - 2 * k) for k in range(3)]
    return np.clip(128 + 160 * np.dstack(channels), 0, 255).astype(np.uint8)


def depth(height, width):
    r, c = np.indices((height, width))
    return ((r * 1801 + c * 977 + (r * c) % 251) % 65536).astype(np.uint16)


def note(name, image):
    pixels = np.asarray(image.convert("RGB") if image.mode != "I;16" else image)
    h, w = pixels.shape[:2]
    data = pixels.astype(">u2").tobytes() if pixels.ndim == 2 else pixels.tobytes()
    spots = []
    for r, c in ((0, 0), (h // 2, w // 2), (h - 1, w - 1)):
        spots.append("%d,%d=%s" % (r, c, "/".join(str(v) for v in np.atleast_1d(pixels[r, c]))))
    LINES.append(" ".join([name, str(h), str(w), sha(data)] + spots))


# PNG, with the filter of each row forced, which Pillow cannot be asked to do


def chunk(kind, data=b""):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def filtered(rows, bpp, filters):
    above = bytes(len(rows[0]))
    out = bytearray()
    for y, row in enumerate(rows):
        kind = filters[y % len(filters)]
        out.append(kind)
        for i, value in enumerate(row):
            a = row[i - bpp] if i >= bpp else 0
            b = above[i]
            c = above[i - bpp] if i >= bpp else 0
            p = a + b - c
            distances = (abs(p - a), abs(p - b), abs(p - c))
            paeth = (a, b, c)[distances.index(min(distances))]
            out.append((value - (0, a, b, (a + b) // 2, paeth)[kind]) & 255)
        above = row
    return bytes(out)


def png(name, pixels, filters, colour, bits, pieces=1, before=b""):
    if bits == 16:
        pixels = pixels.astype(">u2")
    h, w = pixels.shape[:2]
    bpp = pixels[0, 0].nbytes
    packed = zlib.compress(filtered([row.tobytes() for row in pixels], bpp, filters), 9)
    step = -(-len(packed) // pieces)
    data = b"".join(chunk(b"IDAT", packed[i : i + step]) for i in range(0, len(packed), step))
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", w, h, bits, colour, 0, 0, 0))
    (HERE / name).write_bytes(b"\x89PNG\r\n\x1a\n" + header + before + data + chunk(b"IEND"))
    image = Image.open(HERE / name)
    assert np.array_equal(np.asarray(image), pixels), name
    note(name, image)


for kind, word in enumerate(("none", "left", "up", "average", "paeth")):
    png("rgb-%s.png" % word, texture(6, 7), [kind], 2, 8)
    png("gray16-%s.png" % word, depth(6, 7), [kind], 0, 16)
png("rgb-mixed.png", texture(23, 17), [4, 2, 3, 1, 0], 2, 8, pieces=5, before=chunk(b"gAMA", b"\0\0\x9c\x40"))
png("gray16-mixed.png", depth(23, 17), [3, 4, 1, 0, 2], 0, 16, pieces=7)
png("rgb-1x1.png", texture(1, 1), [4], 2, 8)
png("gray16-1x1.png", depth(1, 1) + 513, [3], 0, 16)

# PNG of the other kinds that photographs have
alpha = texture(23, 17)[:, :, :1] ^ 255
png("photo-gray.png", texture(23, 17)[:, :, 0], [4, 2, 3, 1, 0], 0, 8)
png("photo-gray-alpha.png", np.dstack([texture(23, 17)[:, :, 1], alpha]), [4, 2, 3, 1, 0], 4, 8)
png("photo-rgb.png", texture(23, 17), [4, 2, 3, 1, 0], 2, 8)
png("photo-rgb-alpha.png", np.dstack([texture(23, 17), alpha]), [4, 2, 3, 1, 0], 6, 8)

# PNG of kinds that are refused
gray = Image.fromarray(texture(5, 6)[:, :, 0])
gray.save(HERE / "refused-gray8.png")
Image.fromarray(texture(5, 6)).quantize(16).save(HERE / "refused-palette.png")
Image.fromarray(texture(5, 6)).convert("RGBA").save(HERE / "refused-rgba.png")

# JPEG

EMPTY_EXIF = b"Exif\0\0MM\0*\0\0\0\x08" + bytes(6)


def jpeg(name, image, **options):
    options.setdefault("quality", 85)
    data = io.BytesIO()
    image.save(data, "JPEG", **options)
    write_jpeg(name, data.getvalue())


def write_jpeg(name, data):
    (HERE / name).write_bytes(data)
    image = Image.open(HERE / name)
    note(name, image)


def segments(data):
    """The segments up to the first scan, and the rest."""
    parts, at = [data[:2]], 2
    while data[at + 1] != 0xDA:
        end = at + 2 + struct.unpack(">H", data[at + 2 : at + 4])[0]
        parts.append(data[at:end])
        at = end
    return parts, data[at:]


def without(data, marker):
    parts, rest = segments(data)
    return b"".join(p for p in parts if p[1] != marker) + rest


def swapped_profile():
    """sRGB with the red and blue primaries exchanged: applying it would change every colour."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    profile[24:36] = struct.pack(">6H", 2026, 1, 1, 0, 0, 0)  # creation date: now would not repeat
    count = struct.unpack(">I", profile[128:132])[0]
    for i in range(count):
        at = 132 + 12 * i
        tag = bytes(profile[at : at + 4])
        if tag in (b"rXYZ", b"bXYZ"):
            profile[at : at + 4] = {b"rXYZ": b"bXYZ", b"bXYZ": b"rXYZ"}[tag]
    return bytes(profile)


picture = Image.fromarray(smooth(37, 45))
jpeg("444.jpg", picture, subsampling="4:4:4")
jpeg("422.jpg", picture, subsampling="4:2:2")
jpeg("420.jpg", picture, subsampling="4:2:0")
jpeg("gray.jpg", picture.convert("L"))
jpeg("progressive-420.jpg", picture, subsampling="4:2:0", progressive=True)
jpeg("progressive-gray.jpg", picture.convert("L"), progressive=True)
jpeg("profile.jpg", picture, subsampling="4:2:0", icc_profile=swapped_profile())
jpeg("restarts.jpg", picture, subsampling="4:2:0", restart_marker_blocks=2)
jpeg("optimised-q30.jpg", picture, subsampling="4:2:2", quality=30, optimize=True)
jpeg("rgb-components.jpg", picture, keep_rgb=True)
jpeg("comment.jpg", Image.fromarray(smooth(9, 9)), comment="a" * 40, exif=EMPTY_EXIF)
for h, w in ((1, 1), (2, 3), (3, 2), (8, 8), (9, 5), (16, 17), (5, 16)):
    jpeg("420-%dx%d.jpg" % (h, w), Image.fromarray(smooth(h, w)), subsampling="4:2:0")
    jpeg("422-%dx%d.jpg" % (h, w), Image.fromarray(smooth(h, w)), subsampling="4:2:2")

stream = (HERE / "444.jpg").read_bytes()
write_jpeg("no-jfif.jpg", without(stream, 0xE0))
write_jpeg("rgb-names.jpg", without((HERE / "rgb-components.jpg").read_bytes(), 0xEE))
adobe = b"\xff\xee\0\x0eAdobe\0\x64\0\0\0\0"
parts, rest = segments(without(stream, 0xE0))
write_jpeg("adobe-ycc.jpg", parts[0] + adobe + b"\1" + b"".join(parts[1:]) + rest)
write_jpeg("adobe-rgb.jpg", parts[0] + adobe + b"\0" + b"".join(parts[1:]) + rest)

picture.convert("CMYK").save(HERE / "refused-cmyk.jpg", quality=30)

# NumPy arrays

ARRAYS = []


def array(name, values, version=None):
    with open(HERE / name, "wb") as file:
        np.lib.format.write_array(file, values, version=version)
    read = np.load(HERE / name)
    kept = read.astype("<f4") if read.dtype.kind == "f" else read
    shape = "x".join(str(n) for n in read.shape)
    ARRAYS.append(" ".join([name, read.dtype.name, shape, sha(np.ascontiguousarray(kept).tobytes())]))


r, c = np.indices((5, 7))
base = (r * 1.37 - c * 0.211 + (r * c) ** 1.5).astype("f8")
base[1, 2], base[2, 3], base[3, 4], base[4, 5] = np.nan, np.inf, -np.inf, -0.0
base[0, 1], base[0, 2] = 3e-6, 6.1e-5  # subnormal in float16, the first inexact in all
for kind in ("f2", "f4", "f8"):
    for order, word in (("<", "little"), (">", "big")):
        array("%s-%s.npy" % (kind, word), base.astype(order + kind))
        array("%s-%s-fortran.npy" % (kind, word), np.asfortranarray(base.astype(order + kind)))
array("rank3.npy", base[None].astype("<f4"))
array("rank3-fortran.npy", np.asfortranarray(base[None].astype("<f4")))
array("rank4.npy", base[None, None].astype("<f2"))
array("last1.npy", base[:, :, None].astype("<f4"))
array("last1-fortran.npy", np.asfortranarray(base[:, :, None].astype(">f8")))
array("version2.npy", base.astype("<f4"), version=(2, 0))
array("version3.npy", base.astype("<f4"), version=(3, 0))
array("bool.npy", (r + c) % 3 == 0)
array("bool-fortran.npy", np.asfortranarray(((r + c) % 3 == 0)[:, :, None]))
array("uint8.npy", ((r * c) % 4).astype("u1"))
np.save(HERE / "refused-object.npy", np.array([[1, None]], dtype=object), allow_pickle=True)
np.save(HERE / "refused-structured.npy", np.zeros((2, 2), dtype=[("z", "<f4")]))
np.save(HERE / "refused-int32.npy", np.zeros((2, 2), dtype="<i4"))
np.save(HERE / "refused-rank3.npy", np.zeros((2, 3, 4), dtype="<f4"))
np.save(HERE / "refused-empty.npy", np.zeros((0, 4), dtype="<f4"))

# What the writers must write

WRITERS = []


def saved(name, values):
    data = io.BytesIO()
    np.save(data, values)
    WRITERS.append("%s %s" % (name, sha(data.getvalue())))


halves = np.arange(65536, dtype=np.uint16).view(np.float16).astype("<f4")
halves[np.isnan(halves)] = np.nan
WRITERS.append("halves %s" % sha(halves.tobytes()))
for h, w in ((1, 1), (13, 21), (480, 640)):
    plane = texture(h, w)[:, :, 0].astype("<f4") / np.float32(8)
    saved("npy-%dx%d" % (h, w), plane)
    saved("npy-%dx%dx3" % (h, w), texture(h, w).astype("<f4") / np.float32(8))
    planes = np.ascontiguousarray(texture(h, w).transpose(2, 0, 1))
    saved("npy-3x%dx%d" % (h, w), planes.astype("<f4") / np.float32(8))
for quality in (1, 25, 50, 90, 100):
    for h, w in ((1, 1), (13, 21), (96, 128)):
        data = io.BytesIO()
        Image.fromarray(texture(h, w)).save(data, "JPEG", quality=quality, subsampling="4:4:4")
        WRITERS.append("jpeg-%dx%d-q%d %s" % (h, w, quality, sha(data.getvalue())))

for name, lines in (("rasters.txt", LINES), ("arrays.txt", ARRAYS), ("writers.txt", WRITERS)):
    (HERE / name).write_text("\n".join(lines) + "\n")
