"""Each operator gives what ONNX Runtime gives."""

from __future__ import annotations

import unittest
from typing import Any

import numpy as np
import onnxruntime
import torch
from onnx import TensorProto, helper

from posetrain.network.graph import OnnxModule
from posetrain.network.onnx_file import OnnxFile
from posetrain.network.operators import OPERATORS
from posetrain.problem import Problem
from tests import made

RANDOM = np.random.default_rng(7)


def floats(*shape: int) -> np.ndarray:
    return RANDOM.standard_normal(shape).astype(np.float32)


def integers(*values: int) -> np.ndarray:
    return np.array(values, np.int64)


def one(operator: str, *inputs: np.ndarray | None, **attributes: Any) -> list:
    """A node on the picture 'image' [2, 3, 8, 6] and these constants."""
    names = [f"c{i}" if value is not None else "" for i, value in enumerate(inputs)]
    return [[helper.make_node(operator, ["image", *names], ["y"], **attributes)],
            {name: value for name, value in zip(names, inputs) if value is not None}]


CASES: dict[str, list] = {
    "Conv": one("Conv", floats(4, 3, 3, 3), floats(4), kernel_shape=[3, 3], pads=[1, 1, 1, 1], strides=[2, 2]),
    "Conv, dilated, in groups": one("Conv", floats(6, 1, 3, 3), group=3, dilations=[2, 2], pads=[2, 2, 2, 2]),
    "Conv, more padding at the end": one("Conv", floats(4, 3, 3, 3), pads=[0, 0, 1, 1], strides=[2, 2]),
    "Conv, same, odd at the end": one("Conv", floats(4, 3, 3, 3), kernel_shape=[3, 3], auto_pad="SAME_UPPER", strides=[2, 2]),
    "Conv, same, odd at the beginning": one("Conv", floats(4, 3, 3, 3), kernel_shape=[3, 3], auto_pad="SAME_LOWER", strides=[2, 2]),
    "Conv, valid": one("Conv", floats(4, 3, 3, 3), kernel_shape=[3, 3], auto_pad="VALID"),
    "ConvTranspose": one("ConvTranspose", floats(3, 4, 4, 4), floats(4), pads=[1, 1, 1, 1], strides=[2, 2]),
    "BatchNormalization": one("BatchNormalization", floats(3), floats(3), floats(3), np.abs(floats(3)) + 0.5, epsilon=1e-3),
    "MatMul": one("MatMul", floats(6, 5)),
    "Gemm": [[helper.make_node("Flatten", ["image"], ["f"]), helper.make_node("Gemm", ["f", "w", "b"], ["y"], transB=1, alpha=0.5, beta=2.0)],
             {"w": floats(5, 144), "b": floats(5)}],
    "Add": one("Add", floats(1, 3, 1, 1)), "Sub": one("Sub", floats(3, 1, 1)), "Mul": one("Mul", floats(1)), "Div": one("Div", floats(8, 6) + 5),
    "Pow": one("Pow", np.array(2, np.float32)),
    "Sub, from a number": [[helper.make_node("Sub", ["one", "image"], ["y"])], {"one": np.array([1], np.float32)}],
    "Relu": one("Relu"), "LeakyRelu": one("LeakyRelu", alpha=0.2), "Sigmoid": one("Sigmoid"), "Tanh": one("Tanh"), "Floor": one("Floor"), "Exp": one("Exp"), "Neg": one("Neg"),
    "HardSigmoid": one("HardSigmoid", alpha=1 / 6), "HardSwish": one("HardSwish"), "Identity": one("Identity"), "Dropout": one("Dropout"),
    "Sqrt": [[helper.make_node("Exp", ["image"], ["e"]), helper.make_node("Sqrt", ["e"], ["y"])], {}],
    "Clip": one("Clip", np.array(-0.5, np.float32), np.array(0.8, np.float32)), "Clip, above only": one("Clip", None, np.array(0.8, np.float32)),
    "Cast, of a weight of half precision": [[helper.make_node("Cast", ["w"], ["v"], to=TensorProto.FLOAT), helper.make_node("Conv", ["image", "v"], ["y"])],
                                            {"w": floats(4, 3, 1, 1).astype(np.float16)}],
    "Cast, to integers and back": [[helper.make_node("Mul", ["image", "ten"], ["m"]), helper.make_node("Cast", ["m"], ["i"], to=TensorProto.INT64),
                                    helper.make_node("Cast", ["i"], ["y"], to=TensorProto.FLOAT)], {"ten": np.array([10], np.float32)}],
    "Softmax": one("Softmax", axis=1), "Softmax, of the last axis": one("Softmax"),
    "GlobalAveragePool": one("GlobalAveragePool"),
    "ReduceMean": one("ReduceMean", axes=[3], keepdims=1), "ReduceMean, dropping axes": one("ReduceMean", axes=[2, 3], keepdims=0),
    "ReduceSum": one("ReduceSum", integers(1), keepdims=0),
    "MaxPool": one("MaxPool", kernel_shape=[3, 3], strides=[2, 2], pads=[1, 1, 1, 1]),
    "MaxPool, same": one("MaxPool", kernel_shape=[2, 2], strides=[2, 2], auto_pad="SAME_UPPER"),
    "AveragePool": one("AveragePool", kernel_shape=[3, 3], strides=[2, 2], pads=[1, 1, 1, 1]),
    "AveragePool, counting the padding": one("AveragePool", kernel_shape=[3, 3], pads=[0, 0, 1, 1], count_include_pad=1),
    "ArgMax": [[helper.make_node("ArgMax", ["image"], ["i"], axis=2, keepdims=1), helper.make_node("Cast", ["i"], ["f"], to=TensorProto.FLOAT),
                helper.make_node("Div", ["f", "ten"], ["y"])], {"ten": np.array([10], np.float32)}],
    "Expand": [[helper.make_node("ReduceMean", ["image"], ["m"], axes=[2]), helper.make_node("Expand", ["m", "s"], ["y"])], {"s": integers(1, 1, 5, 1)}],
    "GatherElements": [[helper.make_node("ArgMax", ["image"], ["i"], axis=3), helper.make_node("GatherElements", ["image", "i"], ["y"], axis=3)], {}],
    "Concat": [[helper.make_node("Relu", ["image"], ["r"]), helper.make_node("Concat", ["r", "image"], ["y"], axis=1)], {}],
    "Split": [[helper.make_node("Split", ["image", "s"], ["a", "b"], axis=1), helper.make_node("Concat", ["b", "a"], ["y"], axis=1)], {"s": integers(1, 2)}],
    "Split, into equal parts": [[helper.make_node("Split", ["image"], ["a", "b"], axis=2), helper.make_node("Sub", ["a", "b"], ["y"])], {}],
    "Slice": one("Slice", integers(1, -4), integers(3, 99), integers(1, -2), integers(1, 2)),
    "Reshape": one("Reshape", integers(0, -1, 4)),
    "Flatten": one("Flatten"), "Transpose": one("Transpose", perm=[0, 2, 3, 1]),
    "Squeeze": [[helper.make_node("ReduceMean", ["image"], ["m"], axes=[2], keepdims=1), helper.make_node("Squeeze", ["m", "a"], ["y"])], {"a": integers(2)}],
    "Unsqueeze": one("Unsqueeze", integers(0, 3)),
    "Pad": one("Pad", integers(0, 0, 1, 2, 0, 0, 3, 0), np.array(0.5, np.float32)),
    "Resize": one("Resize", None, np.array([1, 1, 2, 3], np.float32), mode="nearest", coordinate_transformation_mode="asymmetric", nearest_mode="floor"),
    "Resize, nearest, by what ONNX takes where nothing is said": one("Resize", None, np.array([1, 1, 2, 2], np.float32)),
    "Resize, linear": one("Resize", None, np.array([1, 1, 2, 2], np.float32), mode="linear"),
    "Resize, linear, corners aligned": one("Resize", None, np.array([1, 1, 2, 3], np.float32), mode="linear", coordinate_transformation_mode="align_corners"),
    "Resize, linear, from corners": one("Resize", None, np.array([1, 1, 2, 1.5], np.float32), mode="linear", coordinate_transformation_mode="asymmetric"),
    "Resize, to a size": one("Resize", None, None, integers(2, 3, 12, 9), mode="linear", coordinate_transformation_mode="half_pixel"),
    "Constant": [[helper.make_node("Constant", [], ["c"], value_floats=[1.0, 2.0, 3.0, 4.0, 5.0, 6.0]), helper.make_node("Mul", ["image", "c"], ["y"])], {}],
    "nodes on constants alone": [[helper.make_node("Concat", ["a", "b"], ["s"], axis=0), helper.make_node("Reshape", ["image", "s"], ["y"])],
                                 {"a": integers(0), "b": integers(6, -1)}],
}


class OperatorsTest(unittest.TestCase):

    def test_each_gives_what_onnx_runtime_gives(self) -> None:
        picture = floats(2, 3, 8, 6)
        for name, (nodes, constants) in CASES.items():
            with self.subTest(name):
                model = made.model(nodes, constants)
                expected = onnxruntime.InferenceSession(model.SerializeToString()).run(None, {"image": picture})[0]
                found = OnnxModule(OnnxFile(name, model)).eval()(torch.from_numpy(picture))
                self.assertEqual(tuple(found.shape), expected.shape)
                np.testing.assert_allclose(found.detach().numpy(), expected, rtol=1e-5, atol=1e-5)

    def test_every_known_operator_is_compared(self) -> None:
        compared = {node.op_type for nodes, _ in CASES.values() for node in nodes}
        self.assertEqual(set(OPERATORS) - compared, set())

    def test_an_unknown_operator_is_named_with_its_node(self) -> None:
        nodes = [helper.make_node("Relu", ["image"], ["r"]), helper.make_node("Erf", ["r"], ["y"], name="strange")]
        with self.assertRaisesRegex(Problem, r"made\.onnx: node 'strange' \(Erf\): the operator Erf is not known"):
            OnnxModule(OnnxFile("made.onnx", made.model(nodes, {})))

    def test_a_shape_that_hangs_on_the_picture_is_refused(self) -> None:
        nodes = [helper.make_node("Cast", ["image"], ["s"], to=TensorProto.INT64), helper.make_node("Reshape", ["image", "s"], ["y"])]
        with self.assertRaisesRegex(Problem, "input 1, 's', depends on the picture, expected a constant"):
            OnnxModule(OnnxFile("made.onnx", made.model(nodes, {})))
