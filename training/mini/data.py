"""Rendered frames as arrays on disk, and batches of them.

`tacheo datasets render plain` writes four files for each frame; reading a hundred thousand small
files in every epoch would cost more than the networks, so they are packed once:

  rgb.npy      uint8   [N, H, W, 3]
  depth.npy    float16 [N, H, W]     metres; 0 where nothing was hit or beyond FAR
  target.npy   float16 [N, H, W]     depth, affinely mapped so that its 2 % and 98 % quantiles are
                                     -1 and 1, clipped; sky is 1
  normals.npy  int8    [N, H, W, 3]  127 times the unit normal, x right, y up, z towards the camera
"""

import pathlib

import numpy as np
from PIL import Image

FAR = 80.0
PARTS = ("rgb", "depth", "target", "normals")


def pack(rendered: pathlib.Path, out: pathlib.Path) -> None:
    """Packs DIR/rendered-plain; what is there already is left alone."""
    if (out / "packed").exists():
        return
    rows = [row.split() for row in (rendered / "split.txt").read_text().splitlines()]
    height, width = np.load(rendered / rows[0][1]).shape
    shapes = {"rgb": (3,), "depth": (), "target": (), "normals": (3,)}
    types = {"rgb": np.uint8, "depth": np.float16, "target": np.float16, "normals": np.int8}
    out.mkdir(parents=True, exist_ok=True)
    arrays = {
        part: np.lib.format.open_memmap(
            out / f"{part}.npy", "w+", types[part], (len(rows), height, width, *shapes[part])
        )
        for part in PARTS
    }
    for i, (rgb, depth, normals, _) in enumerate(rows):
        metres = np.load(rendered / depth)
        arrays["rgb"][i] = np.asarray(Image.open(rendered / rgb))
        arrays["depth"][i] = np.where(metres > FAR, 0, metres)
        arrays["target"][i] = target(metres)
        arrays["normals"][i] = np.rint(np.load(rendered / normals) * (127, -127, -127))
    for array in arrays.values():
        array.flush()
    (out / "packed").touch()


def target(metres: np.ndarray) -> np.ndarray:
    """What the depth models learn to draw, as Marigold's: [-1, 1], the quantiles at the ends."""
    known = (metres > 0) & (metres <= FAR)
    if not known.any():
        return np.ones_like(metres)
    low, high = np.quantile(metres[known], (0.02, 0.98))
    scaled = np.clip((metres - low) / max(high - low, 1e-3) * 2 - 1, -1, 1)
    return np.where(known, scaled, 1)


def mean_depth(packed: pathlib.Path, out: pathlib.Path) -> None:
    """The mean of all targets, [H, W]: the baseline that knows the scenes and not the picture."""
    targets = np.load(packed / "target.npy", mmap_mode="r")
    parts = [part.astype(np.float64).sum(0) for part in np.array_split(targets, 100)]
    out.parent.mkdir(parents=True, exist_ok=True)
    np.save(out, (np.sum(parts, 0) / len(targets)).astype(np.float32))


class Frames:
    """Packed frames; `batch` gives float32 arrays in [-1, 1], channels first."""

    def __init__(self, folder: pathlib.Path):
        self.arrays = {part: np.load(folder / f"{part}.npy", mmap_mode="r") for part in PARTS}
        self.count, self.height, self.width = self.arrays["depth"].shape

    def rgb(self, index):
        return first(self.arrays["rgb"][index].astype(np.float32) / 127.5 - 1)

    def metres(self, index):
        return self.arrays["depth"][index].astype(np.float32)

    def depth(self, index):
        """The depth target as a picture: three equal channels."""
        return np.repeat(self.arrays["target"][index].astype(np.float32)[:, None], 3, axis=1)

    def normals(self, index):
        """Unit normals; 0 where nothing was hit."""
        whole = self.arrays["normals"][index].astype(np.float32)
        length = np.sqrt((whole**2).sum(-1, keepdims=True))
        return first(np.divide(whole, length, out=np.zeros_like(whole), where=length > 0))

    def known(self, index):
        return self.arrays["depth"][index] > 0


def first(pictures: np.ndarray) -> np.ndarray:
    return np.ascontiguousarray(np.moveaxis(pictures, -1, 1))


def mirrored(array: np.ndarray, normals: bool = False) -> np.ndarray:
    """Left and right exchanged; the x of normals turns round with them."""
    flipped = np.ascontiguousarray(array[..., ::-1])
    if normals:
        flipped[:, 0] *= -1
    return flipped
