"""Writes brightness.onnx, a network whose depth is the mean of the three channels.

Made with Python 3.11, onnx 1.23.2. Run in this folder:
    python make_brightness.py
"""

import pathlib

import onnx
from onnx import TensorProto, helper

HERE = pathlib.Path(__file__).parent

mean = helper.make_node("ReduceMean", ["image", "channels"], ["depth"], keepdims=1)
graph = helper.make_graph(
    [mean],
    "brightness",
    [helper.make_tensor_value_info("image", TensorProto.FLOAT, [1, 3, "h", "w"])],
    [helper.make_tensor_value_info("depth", TensorProto.FLOAT, [1, 1, "h", "w"])],
    [helper.make_tensor("channels", TensorProto.INT64, [1], [1])],
)
model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=8)
onnx.checker.check_model(model)
(HERE / "brightness.onnx").write_bytes(model.SerializeToString())
