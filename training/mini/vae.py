"""Stage a: the autoencoder, for pictures, depth and normals alike."""

import shutil

import numpy as np
import torch

from mini import losses, networks
from mini.data import Frames, mirrored
from mini.places import Places
from mini.trainer import Plan, in_two_processes, train

CROPS = Plan("vae-crops", steps=4500, rate=2e-3, validate_every=1500)
FRAMES = Plan("vae-frames", steps=2500, rate=1e-3, validate_every=500)
KL = 3e-4


def run(places: Places) -> None:
    kept = places.checkpoint("mini-sd") / "vae"
    if kept.is_dir():
        shutil.copytree(kept, places.vae / "vae", dirs_exist_ok=True)
    elif not (places.vae / "vae" / "config.json").exists():
        in_two_processes(member, places)


def member(rank: int, places: Places) -> None:
    train_set = Frames(places.packed("train"))
    wide_set = Frames(places.packed("wide"))
    checks = Frames(places.packed("validation"))
    torch.manual_seed(1)
    vae = networks.autoencoder()

    def crops(generator, step):
        return loss(vae, cropped(train_set, generator, 16, 64), generator)

    def frames(generator, step):
        chosen, size = (wide_set, 3) if step % 10 == 9 else (train_set, 5)
        return loss(vae, drawn(chosen, generator, size), generator)

    def validate():
        return ceiling(vae, checks, 64)

    train(CROPS, vae, crops, validate, places.work, places.results)
    train(FRAMES, vae, frames, validate, places.work, places.results)
    if rank == 0:
        whiten(vae, train_set)
        networks.halved(vae).save_pretrained(places.vae / "vae")
        print("kept:", ceiling(networks.load_vae(places.vae), checks, 512), flush=True)


def drawn(frames: Frames, generator, size: int) -> torch.Tensor:
    """Frames of the three sorts: 45 % pictures, 30 % depth, 25 % normals."""
    pictures = []
    for _ in range(size):
        index = torch.randint(frames.count, (1,), generator=generator).numpy()
        sort, flip = torch.rand(2, generator=generator).tolist()
        picture = kind(frames, index, sort)
        pictures.append(mirrored(picture, 0.75 <= sort) if flip < 0.5 else picture)
    return torch.from_numpy(np.concatenate(pictures))


def kind(frames: Frames, index, sort: float) -> np.ndarray:
    if sort < 0.45:
        return frames.rgb(index)
    return frames.depth(index) if sort < 0.75 else frames.normals(index)


def cropped(frames: Frames, generator, size: int, side: int) -> torch.Tensor:
    whole = drawn(frames, generator, size)
    crops = torch.empty(size, 3, side, side)
    for i in range(size):
        top = torch.randint(frames.height - side + 1, (1,), generator=generator).item()
        left = torch.randint(frames.width - side + 1, (1,), generator=generator).item()
        crops[i] = whole[i, :, top : top + side, left : left + side]
    return crops


def loss(vae, pictures, generator):
    with torch.autocast("cpu", torch.bfloat16):
        posterior = vae.encode(pictures).latent_dist
        noise = torch.randn(posterior.mean.shape, generator=generator)
        again = vae.decode(posterior.mean + posterior.std * noise).sample
    error = again.float() - pictures
    kl = posterior.mean.float() ** 2 + posterior.var.float() - 1 - posterior.logvar.float()
    return error.abs().mean() + 0.5 * (error**2).mean() + KL * 0.5 * kl.mean()


@torch.no_grad()
def ceiling(vae, frames: Frames, count: int) -> dict:
    """What is lost when ground truth only passes through the autoencoder."""
    found = {"abs_rel": [], "degrees": [], "psnr": []}
    for begin in range(0, count, 16):
        index = np.arange(begin, min(begin + 16, count))
        known = torch.from_numpy(frames.known(index))
        depth = again(vae, frames.depth(index)).mean(1)
        metres = torch.from_numpy(frames.metres(index))
        found["abs_rel"].append(losses.abs_rel(depth, metres, known))
        truth = frames.normals(index)
        angle = losses.mean_angle(again(vae, truth), torch.from_numpy(truth), known)
        found["degrees"].append(angle)
        rgb = frames.rgb(index)
        error = (again(vae, rgb) - torch.from_numpy(rgb)).clamp(-2, 2) / 2
        found["psnr"].append(-10 * torch.log10((error**2).mean((1, 2, 3))))
    return {name: torch.cat(values).mean().item() for name, values in found.items()}


def again(vae, pictures: np.ndarray) -> torch.Tensor:
    mean = vae.encode(torch.from_numpy(pictures)).latent_dist.mean
    return vae.decode(mean).sample.clamp(-1, 1)


@torch.no_grad()
def whiten(vae, frames: Frames) -> None:
    """Folds into the two 1x1 convolutions what gives latents mean 0 and covariance 1 after scaling.

    Noise of variance 1 is added to latents, so their own variance decides how fast it drowns them.
    """
    generator = torch.Generator().manual_seed(2)
    batches = [vae.encode(drawn(frames, generator, 16)).latent_dist.mean for _ in range(150)]
    latents = torch.cat([b.movedim(1, -1).reshape(-1, 4) for b in batches]).double()
    mean = latents.mean(0)
    values, vectors = torch.linalg.eigh(torch.cov(latents.T))
    white = vectors @ torch.diag(values**-0.5) @ vectors.T / networks.SCALING
    back = torch.linalg.inv(white)
    q, p = vae.quant_conv, vae.post_quant_conv
    weight = q.weight[:4, :, 0, 0].double()
    q.weight[:4, :, 0, 0] = (white @ weight).float()
    q.bias[:4] = (white @ (q.bias[:4].double() - mean)).float()
    q.bias[4:] += 2 * torch.log(torch.diag(white)).float()
    weight = p.weight[:, :, 0, 0].double()
    p.bias += (weight @ mean).float()
    p.weight[:, :, 0, 0] = (weight @ back).float()
