"""Stages d and e: end-to-end fine-tuning in one step, from Marigold or straight from the generator."""

import numpy as np
import torch

from mini import losses, networks
from mini.data import Frames, mirrored
from mini.diffusion import Check, Objective, decoded
from mini.places import Places
from mini.trainer import Plan, train

BATCH = 16


def plan(start: str, task: str) -> Plan:
    """From the generator it is given the time that Marigold took as well."""
    if start == "marigold":
        return Plan(f"mini-marigold-e2e-ft-{task}", 2400, rate=1e-4, warmup=200, validate_every=200)
    return Plan(f"mini-sd-e2e-ft-{task}", 4900, rate=5e-4, warmup=200, validate_every=500)


def run(places: Places, start: str, task: str) -> None:
    chosen = plan(start, task)
    folder = places.checkpoint(chosen.name)
    if (folder / "model_index.json").exists():
        return
    if start == "marigold":
        unet = networks.load_unet(places.checkpoint(f"mini-marigold-{task}"))
    else:
        unet = networks.widened(networks.load_unet(places.checkpoint("mini-sd")))
    text = networks.load_text(places.checkpoint("mini-sd"))
    objective = Objective(unet, networks.empty_prompt(text))
    vae = networks.load_vae(places.vae).requires_grad_(False)
    sets = [Batches(places, name, task) for name in ("train", "wide")]
    check = Check(Frames(places.packed("validation")), vae, task, 256)

    def loss(generator, step):
        wide = step % 10 == 9
        picture, truth, known = sets[wide].drawn(BATCH // 2 if wide else BATCH, generator)
        drawn = decoded(vae, objective.from_nothing(picture)).clamp(-1, 1)
        if task == "depth":
            return losses.affine_invariant(drawn.mean(1), truth, known)
        return losses.angular(drawn, truth, known)

    train(chosen, unet, loss, lambda: check(objective), places.work, places.results)
    networks.save(folder, f"e2e-{task}", unet, vae, text)


class Batches:
    """The latent of the picture, and the truth in pixels."""

    def __init__(self, places: Places, name: str, task: str):
        self.latents = np.load(places.latents(name) / "rgb.npy", mmap_mode="r")
        self.frames, self.task = Frames(places.packed(name)), task

    def drawn(self, size: int, generator):
        index = torch.randint(self.frames.count, (size,), generator=generator).numpy()
        side = torch.randint(2, (), generator=generator).item()
        picture = self.latents[side, index].astype(np.float32)
        if self.task == "depth":
            truth = self.frames.depth(index)[:, 0]
        else:
            truth = self.frames.normals(index)
        known = self.frames.known(index)
        if side == 1:
            truth, known = mirrored(truth, self.task == "normals"), mirrored(known)
        return [torch.from_numpy(array) for array in (picture, truth, known)]
