"""Writes the pictures that diffusers makes of predictions, for PicturesTest.

Made with Python 3.11, diffusers 0.42.1, torch 2.13.0 (CPU), NumPy 2.4.6. Run in this folder:
    python make_pictures.py

pictures.txt   what, then the values: float32 bits in hex of the input, samples of the output
"""

import pathlib

import numpy as np
import torch
from diffusers.pipelines.marigold.marigold_image_processing import MarigoldImageProcessor

HERE = pathlib.Path(__file__).parent


def bits(values):
    return " ".join("%08x" % b for b in values.astype("<f4").view("<u4").ravel())


def numbers(values):
    return " ".join(str(int(v)) for v in values.ravel())


random = np.random.default_rng(7)
depth = np.concatenate(
    [
        np.arange(11, dtype=np.float32) / np.float32(10),
        np.linspace(0, 1, 52).astype(np.float32),
        random.random(192, dtype=np.float32),
    ]
)
colours = MarigoldImageProcessor.colormap(torch.tensor(depth), bytes=True).numpy()
gray = (depth * (2**16 - 1)).astype(np.uint16)
normals = random.standard_normal((3, 6, 7)).astype(np.float32)
normals /= np.linalg.norm(normals, axis=0)
normals[:, 0, 0] = (1, -1, 0)
picture = np.asarray(MarigoldImageProcessor.visualize_normals(torch.tensor(normals))[0])
disagreement = random.random((6, 7), dtype=np.float32) ** 3
spread = np.asarray(MarigoldImageProcessor.visualize_uncertainty(torch.tensor(disagreement)[None])[0])

lines = [
    "depth " + bits(depth),
    "gray " + numbers(gray),
    "spectral " + numbers(colours),
    "normals " + bits(normals.transpose(1, 2, 0)),
    "picture " + numbers(picture),
    "disagreement " + bits(disagreement),
    "spread " + numbers(spread),
]
(HERE / "pictures.txt").write_text("\n".join(lines) + "\n")
