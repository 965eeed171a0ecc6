"""Encodes every training frame once, as it is and mirrored: the autoencoder is frozen from here on."""

import hashlib
import pathlib

import numpy as np
import torch

from mini import networks
from mini.data import Frames, mirrored
from mini.places import Places
from mini.trainer import in_two_processes

SORTS = ("rgb", "depth", "normals")


def run(places: Places) -> None:
    for name in ("train", "wide"):
        marker, origin = places.latents(name) / "encoded", digest(places.vae)
        if marker.exists() and marker.read_text() != origin:
            raise SystemExit(f"{marker.parent}: of another autoencoder; remove it to encode again")
        if not marker.exists():
            places.latents(name).mkdir(parents=True, exist_ok=True)
            frames = Frames(places.packed(name))
            shape = (2, frames.count, 4, frames.height // 8, frames.width // 8)
            for sort in SORTS:
                file = places.latents(name) / f"{sort}.npy"
                np.lib.format.open_memmap(file, "w+", np.float16, shape)
            in_two_processes(member, places, name)
            marker.write_text(origin)


def digest(vae: pathlib.Path) -> str:
    weights = vae / "vae" / "diffusion_pytorch_model.safetensors"
    return hashlib.sha256(weights.read_bytes()).hexdigest()


@torch.no_grad()
def member(rank: int, places: Places, name: str) -> None:
    """Process 0 encodes the frames, process 1 their mirror images."""
    frames, vae = Frames(places.packed(name)), networks.load_vae(places.vae)
    for sort in SORTS:
        out = np.load(places.latents(name) / f"{sort}.npy", mmap_mode="r+")
        for begin in range(0, frames.count, 32):
            index = np.arange(begin, min(begin + 32, frames.count))
            pictures = getattr(frames, sort)(index)
            if rank == 1:
                pictures = mirrored(pictures, sort == "normals")
            mean = vae.encode(torch.from_numpy(pictures)).latent_dist.mean
            out[rank, index] = (mean * networks.SCALING).numpy()
        out.flush()


class Latents:
    """Encoded frames; a batch is drawn by a generator, mirrored or not."""

    def __init__(self, folder: pathlib.Path, sorts):
        self.arrays = [np.load(folder / f"{sort}.npy", mmap_mode="r") for sort in sorts]
        self.count = self.arrays[0].shape[1]

    def drawn(self, size: int, generator) -> list[torch.Tensor]:
        index = torch.randint(self.count, (size,), generator=generator).numpy()
        side = torch.randint(2, (size,), generator=generator).numpy()
        return [torch.from_numpy(array[side, index].astype(np.float32)) for array in self.arrays]
