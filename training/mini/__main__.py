"""python -m mini [STAGE...] --work DIR: one stage, several, or the whole chain."""

import argparse
import fcntl
import functools
import pathlib
import sys
import time

import torch

from mini import cards, data, e2e, latents, marigold, sd, vae
from mini.places import Places


def pack(places: Places) -> None:
    for name in ("validation", "wide", "train"):
        kind = "rendered-plain-street" if name == "wide" else "rendered-plain"
        data.pack(places.work / "data" / name / kind, places.packed(name))
    data.mean_depth(places.packed("train"), places.checkpoint("mean-depth.npy"))


def stages() -> dict:
    found = {"pack": pack, "vae": vae.run, "latents": latents.run, "sd": sd.run}
    found["cards"] = cards.run
    for task in ("depth", "normals"):
        found[f"marigold-{task}"] = functools.partial(marigold.run, task=task, continued=False)
        found[f"continued-{task}"] = functools.partial(marigold.run, task=task, continued=True)
        for start in ("marigold", "sd"):
            found[f"{start}-e2e-ft-{task}"] = functools.partial(e2e.run, start=start, task=task)
    return found


# What stands in one group runs side by side, each on one thread; the first four take both threads.
GROUPS = (
    ("pack",),
    ("vae",),
    ("latents",),
    ("sd",),
    ("marigold-depth", "marigold-normals"),
    ("marigold-e2e-ft-depth", "marigold-e2e-ft-normals"),
    ("sd-e2e-ft-depth", "sd-e2e-ft-normals"),
    ("continued-depth", "continued-normals"),
    ("cards",),
)


def one(name: str, places: Places) -> None:
    lock = alone(name, places)
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    started = time.monotonic()
    stages()[name](places)
    print(f"{name}: done, {time.monotonic() - started:.0f} s by the clock", flush=True)
    lock.close()


def alone(name: str, places: Places):
    """Two processes that write the same state would spoil it."""
    lock = (places.work / f"{name}.lock").open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        sys.exit(f"{lock.name}: another process works on {name}; end it first")
    return lock


def chain(places: Places) -> None:
    for group in GROUPS:
        running = [torch.multiprocessing.Process(target=one, args=(n, places)) for n in group]
        for process in running:
            process.start()
        for process in running:
            process.join()
        if any(process.exitcode for process in running):
            sys.exit(f"{' or '.join(group)} failed; run the same command again to go on")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m mini", description=__doc__)
    parser.add_argument("stages", nargs="*", metavar="STAGE", help=", ".join(stages()))
    parser.add_argument("--work", required=True, type=pathlib.Path, help="tens of GB")
    arguments = parser.parse_args()
    places = Places(arguments.work)
    unknown = set(arguments.stages) - set(stages())
    if unknown:
        parser.error(f"unknown stage {', '.join(sorted(unknown))}")
    for name in arguments.stages:
        one(name, places)
    if not arguments.stages:
        chain(places)


if __name__ == "__main__":
    main()
