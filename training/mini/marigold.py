"""Stage c: Marigold, depth or normals; and the control that is only trained on for longer."""

import torch

from mini import networks
from mini.data import Frames
from mini.diffusion import Check, Objective, multi_resolution
from mini.latents import Latents
from mini.places import Places
from mini.trainer import Plan, train

BATCH = 32


def plan(task: str) -> Plan:
    return Plan(f"mini-marigold-{task}", steps=9000, rate=1e-3, validate_every=1000)


def continued_plan(task: str) -> Plan:
    """As much of the processor's time as end-to-end fine-tuning takes."""
    return Plan(f"mini-marigold-continued-{task}", steps=9200, rate=3e-4, validate_every=1000)


def run(places: Places, task: str, continued: bool) -> None:
    chosen = continued_plan(task) if continued else plan(task)
    folder = places.checkpoint(chosen.name)
    if (folder / "model_index.json").exists():
        return
    if continued:
        unet = networks.load_unet(places.checkpoint(plan(task).name))
    else:
        unet = networks.widened(networks.load_unet(places.checkpoint("mini-sd")))
    text = networks.load_text(places.checkpoint("mini-sd"))
    objective = Objective(unet, networks.empty_prompt(text))
    vae = networks.load_vae(places.vae)
    sorts = ["rgb", task]
    train_set = Latents(places.latents("train"), sorts)
    wide_set = Latents(places.latents("wide"), sorts)
    check = Check(Frames(places.packed("validation")), vae, task, 256)

    def loss(generator, step):
        chosen_set, size = (wide_set, BATCH // 2) if step % 10 == 9 else (train_set, BATCH)
        picture, clean = chosen_set.drawn(size, generator)
        timesteps = torch.randint(1000, (size,), generator=generator)
        noise = multi_resolution(clean.shape, timesteps, generator)
        return objective.loss(clean, noise, timesteps, picture)

    train(chosen, unet, loss, lambda: check(objective), places.work, places.results)
    networks.save(folder, f"marigold-{task}", unet, vae, text)
