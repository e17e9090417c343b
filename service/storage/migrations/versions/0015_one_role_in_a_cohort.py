"""Nobody is in a cohort twice, to learn in it and to assess it."""

from __future__ import annotations

from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    # The service has let nobody be both, but for two who entered her at the same moment on PostgreSQL.
    op.execute(
        "DELETE FROM cohort_member WHERE role = 'assessor' AND EXISTS (SELECT 1 FROM cohort_member AS other WHERE "
        "other.cohort_id = cohort_member.cohort_id AND other.person_id = cohort_member.person_id "
        "AND other.role = 'learner')"
    )
    op.create_index("uq_cohort_member_one_role", "cohort_member", ["cohort_id", "person_id"], unique=True)
