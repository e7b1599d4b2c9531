"""The report's scores are what they are called, and it is about the model that is shipped."""

from __future__ import annotations

import hashlib

import numpy as np
import pytest

from models.aims import Aim
from models.customer_words.trust import coverage
from models.scores import calibration_error, coverage_curve, macro_f1, rank_correlation, reliability, share_interval
from tests.making import ROOT


def test_the_calibration_error_is_the_gap_between_confidence_and_right() -> None:
    # Two answers at 0.95, one right: 0.45 off. Two at 0.55, both right: 0.45 off.
    confidence = np.array([0.95, 0.95, 0.55, 0.55])
    assert calibration_error(reliability(confidence, np.array([True, False, True, True]))) == pytest.approx(0.45)
    assert calibration_error(reliability(np.array([1.0]), np.array([True]))) == 0


def test_macro_f1_is_over_the_classes_that_occur() -> None:
    # Class 0: precision 1/2, recall 1, F1 2/3. Class 1: precision 1, recall 1/2, F1 2/3. Class 2 does not occur.
    assert macro_f1(np.array([0, 1, 1]), np.array([0, 0, 1]), 3) == pytest.approx(2 / 3)


def test_the_surest_answers_come_first_in_the_coverage_curve() -> None:
    given, right = coverage_curve(np.array([0.2, 0.9, 0.5]), np.array([False, True, True]))
    assert given.tolist() == pytest.approx([1 / 3, 2 / 3, 1])
    assert right.tolist() == pytest.approx([1, 1, 2 / 3])


def test_ties_share_a_rank() -> None:
    assert rank_correlation(np.array([1.0, 2.0, 2.0, 3.0]), np.array([1.0, 5.0, 5.0, 9.0])) == pytest.approx(1)


def test_none_of_sixty_is_not_certainly_never() -> None:
    low, high = share_interval(0, 60)
    assert low == 0
    assert 0.05 < high < 0.07


def test_unsure_is_not_stated() -> None:
    told = coverage(["neutral", "anxious", "anxious", "neutral"], ["neutral", "unsure", "anxious", "confused"])
    assert (told.stated, told.right, told.feelings, told.feelings_right) == (3, 2, 2, 1)


def test_an_aim_that_one_set_misses_is_not_called_met() -> None:
    assert Aim("", 0.7, None, {"one": 0.8, "other": 0.6}).met == "only one"
    assert Aim("", None, 1, {"": 2.0}).met == "**no**"


def test_the_report_is_about_the_model_that_is_shipped() -> None:
    digest = hashlib.sha256((ROOT / "models" / "customer_words" / "model.onnx").read_bytes()).hexdigest()
    report = (ROOT / "models" / "REPORT.md").read_text(encoding="utf-8")
    assert digest in report, "the model changed: make the report again (`dev.py evaluate --data FOLDER`)"
