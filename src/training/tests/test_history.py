"""What was measured, read again after a stop."""

from __future__ import annotations

import tempfile
import unittest
from pathlib import Path

from posetrain.loop.history import History, Row

FIGURES = ("loss", "pck")


class HistoryTest(unittest.TestCase):

    def test_a_last_row_that_was_cut_off_anywhere_is_dropped(self) -> None:
        first, last = Row(80, 2.5, 0.002, 0.75, None), Row(160, 5.25, 2e-05, None, {"loss": 0.5, "pck": 0.25})
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "log.csv"
            history = History(path, 0, FIGURES)
            history.add(first)
            before = path.read_bytes()
            history.add(last)
            whole = path.read_bytes()
            self.assertIn(b"2e-05", whole)
            self.assertEqual(History(path, 160, FIGURES).rows, [first, last])
            for end in range(len(before), len(whole)):
                path.write_bytes(whole[:end])
                self.assertEqual(History(path, 160, FIGURES).rows, [first], whole[:end])
                self.assertEqual(path.read_bytes(), before)

    def test_rows_that_can_not_be_read_are_dropped_and_the_others_kept(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "log.csv"
            path.write_bytes(b"samples,seconds,rate,loss\n80,2.5,0.002,0.75\n90,3,2e-\n\xff\x00,,\nnan,1,1,1\ninf,1,1,1\n160,5.25,0.001,0.5\n")
            self.assertEqual([row.samples for row in History(path, 160, FIGURES).rows], [80, 160])
