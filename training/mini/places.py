"""Where everything lies, seen from --work."""

import dataclasses
import pathlib

TRAINING = pathlib.Path(__file__).resolve().parents[1]


@dataclasses.dataclass(frozen=True)
class Places:
    """The work folder holds what is large and can be made again; the rest belongs to the project."""

    work: pathlib.Path
    results: pathlib.Path = TRAINING / "results"
    checkpoints: pathlib.Path = TRAINING.parent / "checkpoints"

    def packed(self, name: str) -> pathlib.Path:
        """train, wide (streets, 80x256) or validation."""
        return self.work / "packed" / name

    def latents(self, name: str) -> pathlib.Path:
        return self.work / "latents" / name

    def checkpoint(self, name: str) -> pathlib.Path:
        return self.checkpoints / name

    @property
    def vae(self) -> pathlib.Path:
        """The autoencoder alone, before there is a pipeline to put it in."""
        return self.work / "autoencoder"
