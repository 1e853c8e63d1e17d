"""The network as it is trained, in PyTorch, and as it is kept, in ONNX. Nothing else here needs these two packages."""

from __future__ import annotations

import io
import warnings

import onnx
import torch
from torch import Tensor, nn

from bench.lines.texts import SIGNS
from ocr.line_network import HEIGHT

_MOMENTUM = 0.05
"""Of the means that the layers keep of what they have seen."""
_OPSET = 17


def _normed(
    inputs: int, outputs: int, size: tuple[int, int], step: tuple[int, int], edge: tuple[int, int]
) -> list[nn.Module]:
    return [
        nn.Conv2d(inputs, outputs, size, step, edge, bias=False),
        nn.BatchNorm2d(outputs, momentum=_MOMENTUM),
    ]


def _layer(
    inputs: int,
    outputs: int,
    *,
    size: tuple[int, int] = (3, 3),
    step: tuple[int, int] = (1, 1),
    edge: tuple[int, int] = (1, 1),
) -> nn.Sequential:
    """A convolution: ``size`` of its window, ``step`` between windows, ``edge`` of nothing around, each high and wide."""
    return nn.Sequential(*_normed(inputs, outputs, size, step, edge), nn.ReLU(inplace=True))


class _Residual(nn.Module):  # type: ignore[misc]  # PyTorch is not among the requirements
    """What two layers add to what they are given; ``size``: high and wide."""

    def __init__(self, units: int, size: tuple[int, int] = (3, 3)) -> None:
        super().__init__()
        edge = (size[0] // 2, size[1] // 2)
        self.first = _layer(units, units, size=size, edge=edge)
        self.second = nn.Sequential(*_normed(units, units, size, (1, 1), edge))

    def forward(self, given: Tensor) -> Tensor:
        return torch.relu(given + self.second(self.first(given)))


class Network(nn.Module):  # type: ignore[misc]  # PyTorch is not among the requirements
    """From n × 1 × HEIGHT × width to n × (1 + signs) × width / 4: the odds of no sign and of each sign, column by column."""

    def __init__(self) -> None:
        super().__init__()
        self.layers = nn.Sequential(
            _layer(1, 24, step=(2, 2)),
            _layer(24, 32),
            _layer(32, 64, step=(2, 2)),
            _Residual(64),
            _layer(64, 96, step=(2, 1)),
            _Residual(96),
            _layer(96, 192, size=(5, 1), edge=(0, 0)),  # the whole height, which is 5 by now
            _Residual(192, (1, 5)),
            nn.Dropout2d(0.05),
            nn.Conv2d(192, 1 + len(SIGNS), 1),
        )

    def forward(self, lines: Tensor) -> Tensor:
        return self.layers(lines).squeeze(2)


def exported(network: Network) -> bytes:
    """The network as ``ocr.line_network`` takes it: ONNX with the signs in its metadata."""
    stream = io.BytesIO()
    with warnings.catch_warnings():  # the exporter by tracing suits a network without branches, and is called old
        warnings.simplefilter("ignore", DeprecationWarning)
        torch.onnx.export(
            network.eval(),
            (torch.randn(1, 1, HEIGHT, 240),),
            stream,
            input_names=["line"],
            output_names=["signs"],
            dynamic_axes={"line": {0: "n", 3: "width"}, "signs": {0: "n", 2: "columns"}},
            dynamo=False,
            opset_version=_OPSET,
        )
    model = onnx.load_from_string(stream.getvalue())
    model.metadata_props.add(key="signs", value=SIGNS)
    return bytes(model.SerializeToString())
