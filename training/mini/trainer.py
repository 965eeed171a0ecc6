"""One loop for all stages: seeded, resumable, one or two processes with a thread each.

All that is drawn at random in a step comes from a generator seeded by (stage, step, process), so that
a run that was stopped and taken up again equals one that was not.
"""

import csv
import dataclasses
import math
import os
import pathlib
import time
import zlib

import torch
import torch.distributed as dist


@dataclasses.dataclass(frozen=True)
class Plan:
    """What a stage may spend."""

    name: str
    steps: int
    rate: float
    warmup: int = 100
    decay: float = 0.999
    validate_every: int = 1000
    save_every: int = 500


def generator(plan: Plan, step: int) -> torch.Generator:
    rank = dist.get_rank() if dist.is_initialized() else 0
    seed = zlib.crc32(f"{plan.name} {step} {rank}".encode())
    return torch.Generator().manual_seed(seed)


def rate_at(plan: Plan, step: int) -> float:
    """Linear warm-up, then half a cosine down to 0."""
    if step < plan.warmup:
        return plan.rate * (step + 1) / plan.warmup
    done = (step - plan.warmup) / max(1, plan.steps - plan.warmup)
    return plan.rate * 0.5 * (1 + math.cos(math.pi * done))


def train(plan: Plan, network, loss_of, validate, work: pathlib.Path, results: pathlib.Path):
    """Trains `network` and leaves it with the moving average of its weights.

    loss_of(generator, step) gives the loss of a batch; validate() a dict of numbers, for the log.
    Seconds are those of the processor, of one process: the clock would count what else runs.
    """
    chief = not dist.is_initialized() or dist.get_rank() == 0
    parameters = [p for p in network.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(
        parameters, plan.rate, betas=(0.9, 0.99), weight_decay=0.01, fused=True
    )
    average = [p.detach().clone() for p in parameters]
    log = Log(results / f"{plan.name}.csv")
    state_file = work / f"{plan.name}.state"
    begin, spent, mean_loss = 0, 0.0, None
    if state_file.exists():
        state = torch.load(state_file)
        network.load_state_dict(state["network"])
        optimizer.load_state_dict(state["optimizer"])
        average = state["average"]
        begin, spent, mean_loss = state["step"], state["seconds"], state["loss"]
        if state["plan"] != dataclasses.asdict(plan):
            raise SystemExit(f"{state_file}: begun by another plan; remove it to begin anew")
    if chief:
        log.keep_until(begin)
    started = time.process_time() - spent
    for step in range(begin, plan.steps):
        for group in optimizer.param_groups:
            group["lr"] = rate_at(plan, step)
        loss = loss_of(generator(plan, step), step)
        loss.backward()
        share_gradients(parameters)
        torch.nn.utils.clip_grad_norm_(parameters, 1.0)
        optimizer.step()
        optimizer.zero_grad()
        decay = min(plan.decay, (step + 1) / (step + 10))
        torch._foreach_lerp_(average, [p.detach() for p in parameters], 1 - decay)
        mean_loss = lerp(mean_loss, loss.item())
        done = step + 1
        if chief and (done % plan.validate_every == 0 or done == plan.steps):
            with averaged(parameters, average), torch.no_grad():
                numbers = validate()
            log.add(done, time.process_time() - started, mean_loss, numbers)
        if chief and (done % plan.save_every == 0 or done == plan.steps):
            store(
                state_file,
                {
                    "network": network.state_dict(),
                    "optimizer": optimizer.state_dict(),
                    "average": average,
                    "step": done,
                    "plan": dataclasses.asdict(plan),
                    "seconds": time.process_time() - started,
                    "loss": mean_loss,
                },
            )
    with torch.no_grad():
        for parameter, mean in zip(parameters, average):
            parameter.copy_(mean)


def lerp(mean, value):
    return value if mean is None else 0.99 * mean + 0.01 * value


def share_gradients(parameters) -> None:
    """The mean over processes, which all begin with the same weights and so keep the same."""
    if not dist.is_initialized():
        return
    gradients = [p.grad for p in parameters if p.grad is not None]
    flat = torch.cat([g.view(-1) for g in gradients])
    dist.all_reduce(flat)
    flat /= dist.get_world_size()
    for gradient, part in zip(gradients, flat.split([g.numel() for g in gradients])):
        gradient.copy_(part.view_as(gradient))


class averaged:
    """Within it, the parameters are their moving averages."""

    def __init__(self, parameters, average):
        self.parameters, self.average = parameters, average

    def __enter__(self):
        with torch.no_grad():
            self.kept = [p.detach().clone() for p in self.parameters]
            for parameter, mean in zip(self.parameters, self.average):
                parameter.copy_(mean)

    def __exit__(self, *_):
        with torch.no_grad():
            for parameter, value in zip(self.parameters, self.kept):
                parameter.copy_(value)


class Log:
    """A small CSV: step, seconds, mean loss, and what validation found."""

    def __init__(self, path: pathlib.Path):
        self.path = path

    def keep_until(self, step: int) -> None:
        if self.path.exists():
            head, *rows = self.path.read_text().splitlines()
            kept = [row for row in rows if int(row.split(",")[0]) <= step]
            if kept:
                self.path.write_text("\n".join([head, *kept]) + "\n")
            else:
                self.path.unlink()

    def add(self, step: int, seconds: float, loss: float, numbers: dict) -> None:
        row = {"step": step, "seconds": round(seconds), "loss": f"{loss:.5f}"}
        row |= {key: f"{value:.5f}" for key, value in numbers.items()}
        new = not self.path.exists()
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("a", newline="") as file:
            writer = csv.DictWriter(file, row, lineterminator="\n")
            if new:
                writer.writeheader()
            writer.writerow(row)
        print(self.path.stem, row, flush=True)


def store(path: pathlib.Path, state: dict) -> None:
    """Whole or not at all: a kill leaves the state before."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(".part")
    torch.save(state, partial)
    os.replace(partial, path)


def in_two_processes(work, *arguments) -> None:
    """Runs work(rank, *arguments) in two processes of one thread each."""
    port = 29500 + os.getpid() % 1000
    torch.multiprocessing.spawn(_member, (port, work, arguments), nprocs=2)


def _member(rank, port, work, arguments) -> None:
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    dist.init_process_group("gloo", f"tcp://127.0.0.1:{port}", rank=rank, world_size=2)
    try:
        work(rank, *arguments)
    finally:
        dist.destroy_process_group()
