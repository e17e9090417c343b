"""What a training run was asked to do; recorded whole in the manifest."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from nlp.classifier.logits import WINDOW
from nlp.corpus.variants.varying import VariantShares

TEACHER_WINDOW = 384


class StudentSettings(BaseModel):
    """The encoder that is served: some layers of the one that was trained first, which then learn from it.

    ``layers``: the teacher's layers that it starts from; ``window``: word pieces that it reads at once, at most;
    ``epochs``; ``taught``: share of the loss that asks for what the teacher says, the rest asks for the labels.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    layers: tuple[int, ...] = Field(default=(0, 2, 4, 5), min_length=1)
    window: int = Field(default=WINDOW, ge=32, le=512)
    epochs: int = Field(default=9, ge=1)
    taught: float = Field(default=0.7, ge=0, le=1)


class TrainingSettings(BaseModel):
    """Every choice that changes the weights.

    Those of the teacher, which the student shares where ``student`` names no other.

    ``pieces_per_step``: about how many word pieces a step reads, padding included; ``averaging``: share of the average
    of the weights that stays at each step, 0 for none; ``inbox_weight``: how much more a sentence of the inbox kind
    counts than one written to order; ``label_loss``: weight of the labels' loss beside the stage's;
    ``positive_weight``: cap of the weight of a label's positives, which is otherwise sqrt(negatives / positives);
    ``variants``: how much of the text is varied by rule, anew in each epoch; ``rules_inbox_weight``: as
    ``inbox_weight``, when calibration and rules are fitted.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    epochs: int = Field(default=9, ge=1)
    seed: int = 0
    window: int = Field(default=TEACHER_WINDOW, ge=32, le=512)
    pieces_per_step: int = Field(default=1536, ge=32)
    encoder_rate: float = 1.5e-4
    head_rate: float = 2e-3
    weight_decay: float = 0.01
    warm_up: float = Field(default=0.1, ge=0, le=1)
    averaging: float = Field(default=0.995, ge=0, lt=1)
    dropout: float = 0.1
    smoothing: float = 0.05
    label_loss: float = 8.0
    positive_weight: float = 8.0**0.5
    inbox_weight: float = 1.5
    gradient_norm: float = 1.0
    variants: VariantShares = VariantShares(joined=0.4, kept=0.2, lost=0.05, turned=0.7)
    rules_inbox_weight: float = 3.0
    folds: int = Field(default=3, ge=2)
    student: StudentSettings = StudentSettings()

    def of_student(self) -> TrainingSettings:
        """The settings of the student's own run."""
        return self.model_copy(update={"window": self.student.window, "epochs": self.student.epochs})
