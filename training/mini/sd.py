"""Stage b: a generator of pictures, the stand-in for Stable Diffusion."""

import torch

from mini import networks
from mini.diffusion import Objective
from mini.latents import Latents
from mini.places import Places
from mini.trainer import Plan, in_two_processes, train

PLAN = Plan("mini-sd", steps=3000, rate=1e-3, validate_every=1000)
BATCH = 32


def run(places: Places) -> None:
    if not (places.checkpoint("mini-sd") / "model_index.json").exists():
        in_two_processes(member, places)


def member(rank: int, places: Places) -> None:
    train_set = Latents(places.latents("train"), ["rgb"])
    wide_set = Latents(places.latents("wide"), ["rgb"])
    torch.manual_seed(3)
    text = networks.text_encoder()
    objective = Objective(networks.unet(4), networks.empty_prompt(text))

    def loss(generator, step):
        (clean,) = (wide_set if step % 10 == 9 else train_set).drawn(BATCH, generator)
        noise = torch.randn(clean.shape, generator=generator)
        timesteps = torch.randint(1000, (BATCH,), generator=generator)
        return objective.loss(clean, noise, timesteps)

    train(PLAN, objective.unet, loss, dict, places.work, places.results)
    if rank == 0:
        folder = places.checkpoint("mini-sd")
        networks.save(folder, "sd", objective.unet, networks.load_vae(places.vae), text)
