"""Writes the model card of each checkpoint from what its training logged."""

import csv

from mini.places import Places

CHAIN = {
    "mini-sd": (
        "A generator of pictures: what stands for Stable Diffusion in the mini family.",
        ("vae-crops", "vae-frames", "mini-sd"),
    ),
    "mini-marigold-{task}": (
        "Marigold for {task}: from `mini-sd`, by the diffusion objective with multi-resolution noise.",
        ("mini-marigold-{task}",),
    ),
    "mini-marigold-continued-{task}": (
        "A control: `mini-marigold-{task}` after as much further diffusion training as end-to-end"
        " fine-tuning takes.",
        ("mini-marigold-{task}", "mini-marigold-continued-{task}"),
    ),
    "mini-marigold-e2e-ft-{task}": (
        "`mini-marigold-{task}` fine-tuned end to end: one step at t = 999 from zeros, {loss}.",
        ("mini-marigold-{task}", "mini-marigold-e2e-ft-{task}"),
    ),
    "mini-sd-e2e-ft-{task}": (
        "`mini-sd` fine-tuned end to end without Marigold between: one step at t = 999 from zeros,"
        " {loss}.",
        ("mini-sd-e2e-ft-{task}",),
    ),
}
TAGS = {"": "text-to-image", "depth": "depth-estimation", "normals": "image-to-image"}
LOSSES = {"depth": "affine-invariant loss", "normals": "angular loss"}

TEXT = """---
license: apache-2.0
library_name: diffusers
pipeline_tag: {tag}
---
# {name}

{what}

A diffusers folder in half precision: UNet of 2.9 million parameters, autoencoder of 0.8 million (factor 8,
4 channels), and a CLIP text encoder that was never trained and only ever sees the empty prompt. Made for
pictures of about 96x128 (`processing_resolution=128`).

It has seen nothing but scenes drawn by `tacheo datasets render`: of photographs it knows nothing. It is
here so that the evaluation of a diffusion estimator can be run, and the findings of arXiv 2409.11355 be seen, on any laptop
within minutes. Use it for nothing else.

| stage | steps | seconds | mean loss at the end | validation at the end |
|---|---|---|---|---|
{rows}

Seconds of the processor, of one process of one thread; those of the autoencoder and of `mini-sd` by the clock of
a loaded machine, with two such processes. How it was made: `training/`.
"""


def run(places: Places) -> None:
    for pattern, (what, stages) in CHAIN.items():
        for task in ("depth", "normals") if "{task}" in pattern else ("",):
            name = pattern.format(task=task)
            if places.checkpoint(name).is_dir():
                words = {"task": task, "loss": LOSSES.get(task, "")}
                card = TEXT.format(
                    name=name,
                    tag=TAGS[task],
                    what=what.format(**words),
                    rows="\n".join(row(places, stage.format(**words)) for stage in stages),
                )
                (places.checkpoint(name) / "README.md").write_text(card)


def row(places: Places, stage: str) -> str:
    with (places.results / f"{stage}.csv").open() as file:
        *_, last = csv.DictReader(file)
    known = ("step", "seconds", "loss")
    found = ", ".join(f"{key} {value}" for key, value in last.items() if key not in known)
    return f"| {stage} | {last['step']} | {last['seconds']} | {last['loss']} | {found or '-'} |"
