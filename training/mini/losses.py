"""The losses of arXiv 2409.11355, section 4, and the metrics that validation looks at."""

import torch


def least_squares(prediction, target, mask):
    """Scale and shift, [B] each, that bring `prediction` closest to `target` where `mask` is set."""
    weight = mask.to(prediction.dtype)
    count = weight.sum((-2, -1)).clamp(min=1)
    mean_p = (weight * prediction).sum((-2, -1)) / count
    mean_t = (weight * target).sum((-2, -1)) / count
    away_p = (prediction - mean_p[:, None, None]) * weight
    away_t = (target - mean_t[:, None, None]) * weight
    variance = (away_p**2).sum((-2, -1)) / count
    scale = (away_p * away_t).sum((-2, -1)) / count / variance.clamp(min=1e-6)
    return scale, mean_t - scale * mean_p


def affine_invariant(prediction, target, mask):
    """Mean absolute error after the best scale and shift; all arguments [B, H, W]."""
    scale, shift = least_squares(prediction, target, mask)
    aligned = scale[:, None, None] * prediction + shift[:, None, None]
    return (aligned - target).abs()[mask].mean()


def angular(prediction, target, mask):
    """Mean angle in radians; vectors [B, 3, H, W], of any length, mask [B, H, W].

    The cosine is kept from +-1, where the arc cosine has no derivative.
    """
    unit = torch.nn.functional.normalize(prediction, dim=1, eps=1e-6)
    cosine = (unit * target).sum(1).clamp(-1 + 1e-4, 1 - 1e-4)
    return torch.acos(cosine)[mask].mean()


def abs_rel(prediction, metres, mask):
    """Per frame: mean |aligned - metres| / metres, aligned in metres; all [B, H, W]."""
    scale, shift = least_squares(prediction.double(), metres.double(), mask)
    aligned = (scale[:, None, None] * prediction + shift[:, None, None]).clamp(1e-3, 80)
    error = torch.where(mask, (aligned - metres).abs() / metres.clamp(min=1e-3), 0.0)
    return error.sum((-2, -1)) / mask.sum((-2, -1)).clamp(min=1)


def mean_angle(prediction, target, mask):
    """Per frame, in degrees."""
    unit = torch.nn.functional.normalize(prediction, dim=1, eps=1e-6)
    angle = torch.rad2deg(torch.acos((unit * target).sum(1).clamp(-1, 1)))
    return torch.where(mask, angle, 0.0).sum((-2, -1)) / mask.sum((-2, -1)).clamp(min=1)
